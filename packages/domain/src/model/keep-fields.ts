import type { CompositeKey, Entity, Field } from './service-model.ts';

/** The entity with those of its fields, and without the keys and permissions of the others. */
export function keepFields(entity: Entity, isKept: (field: Field) => boolean): Entity {
  const gone = new Set(entity.fields.filter((field) => !isKept(field)).map(({ id }) => id as string));
  if (gone.size === 0) return entity;
  return { ...forgetFields(entity, (id) => gone.has(id)), fields: entity.fields.filter(isKept) };
}

/** The entity without the keys and permissions that name one of these fields. */
export function forgetFields(entity: Entity, isGone: (fieldId: string) => boolean): Entity {
  const staysKey = ({ fieldIds }: CompositeKey): boolean => !fieldIds.some(isGone);
  const { permissions } = entity;
  return {
    ...entity,
    permissions: { ...permissions, fields: permissions.fields.filter(({ fieldId }) => !isGone(fieldId)) },
    uniqueKeys: entity.uniqueKeys.filter(staysKey),
    indexes: entity.indexes.filter(staysKey),
  };
}

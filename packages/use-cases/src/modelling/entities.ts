import type { EntityInput, EntityPatch, FieldInputBody, FieldPatch, RelationInputBody } from '@amplication/contract';
import {
  addEntity,
  addField,
  addRelation,
  getEntity as findEntity,
  getField,
  initialFields,
  removeEntity,
  removeField,
  toDisplayName,
  updateEntity as changeEntity,
  updateField as changeField,
  type Entity,
  type EntityId,
  type Field,
  type FieldId,
  type FieldInput,
} from '@amplication/domain';
import { getService } from '../authorise.ts';
import type { Context, Principal } from '../context.ts';
import { editService } from './edit-service.ts';
import { withKeyIds } from './key-ids.ts';
import { withOptionIds } from './option-ids.ts';

type Ctx = Pick<Context, 'store' | 'clock' | 'newId'>;
/** Where an entity or a field is; the ids come from the address and may be of anybody. */
export interface EntityPath {
  readonly serviceId: string;
  readonly entityId: string;
}
export interface FieldPath extends EntityPath {
  readonly fieldId: string;
}

/** Entities of a service with their fields. */
export async function listEntities(
  ctx: Pick<Context, 'store'>,
  principal: Principal,
  serviceId: string,
): Promise<readonly Entity[]> {
  return (await getService(ctx.store.db, principal, serviceId)).service.model.entities;
}

/** One entity. */
export async function getEntity(ctx: Pick<Context, 'store'>, principal: Principal, path: EntityPath): Promise<Entity> {
  return findEntity((await getService(ctx.store.db, principal, path.serviceId)).service.model, path.entityId);
}

/** Creates an entity with the fields that every entity has. */
export async function createEntity(
  ctx: Ctx,
  principal: Principal,
  serviceId: string,
  input: EntityInput,
): Promise<Entity> {
  const id = ctx.newId() as EntityId;
  const model = await editService(ctx, principal, serviceId, (before) => ({
    model: addEntity(before, {
      id,
      name: input.name,
      displayName: input.displayName ?? toDisplayName(input.name),
      fields: initialFields(ctx.newId),
    }),
    subjects: [{ kind: 'entity', entityId: id }],
  }));
  return findEntity(model, id);
}

/** Renames or relabels an entity, or changes its permissions, keys, indexes and attributes. */
export async function updateEntity(
  ctx: Ctx,
  principal: Principal,
  path: EntityPath,
  change: EntityPatch,
): Promise<Entity> {
  const entityId = path.entityId as EntityId;
  const model = await editService(ctx, principal, path.serviceId, (before) => {
    const { uniqueKeys, indexes } = findEntity(before, entityId);
    const keys = {
      uniqueKeys: change.uniqueKeys && withKeyIds(change.uniqueKeys, uniqueKeys, ctx.newId),
      indexes: change.indexes && withKeyIds(change.indexes, indexes, ctx.newId),
    };
    return {
      model: changeEntity(before, entityId, { ...change, ...keys }),
      subjects: [{ kind: 'entity', entityId }],
    };
  });
  return findEntity(model, entityId);
}

/** Removes an entity with both sides of its relations. */
export async function deleteEntity(ctx: Ctx, principal: Principal, path: EntityPath): Promise<void> {
  const entityId = path.entityId as EntityId;
  await editService(ctx, principal, path.serviceId, (before) => ({
    model: removeEntity(before, entityId),
    subjects: [
      { kind: 'entity', entityId },
      ...findEntity(before, entityId).fields.flatMap((field) => inverseOf(field)),
    ],
  }));
}

/** Adds a field that is no relation. */
export async function createField(
  ctx: Ctx,
  principal: Principal,
  path: EntityPath,
  input: FieldInputBody,
): Promise<Field> {
  const id = ctx.newId() as FieldId;
  const entityId = path.entityId as EntityId;
  // The contract accepts value types only; its type says so less exactly than its schema.
  const field = {
    ...input,
    id,
    displayName: input.displayName ?? toDisplayName(input.name),
    type: withOptionIds(input.type, undefined, ctx.newId),
  } as FieldInput & { readonly id: FieldId };
  const model = await editService(ctx, principal, path.serviceId, (before) => ({
    model: addField(before, entityId, field),
    subjects: [{ kind: 'field', entityId, fieldId: id }],
  }));
  return getField(findEntity(model, entityId), id);
}

/** Changes a field. */
export async function updateField(ctx: Ctx, principal: Principal, path: FieldPath, change: FieldPatch): Promise<Field> {
  const { entityId, fieldId } = path as FieldPath & { readonly entityId: EntityId; readonly fieldId: FieldId };
  const model = await editService(ctx, principal, path.serviceId, (before) => {
    const known = getField(findEntity(before, entityId), fieldId).type;
    const type = change.type && withOptionIds(change.type, known, ctx.newId);
    return {
      model: changeField(before, entityId, fieldId, withoutUndefined({ ...change, type })),
      subjects: [{ kind: 'field', entityId, fieldId }],
    };
  });
  return getField(findEntity(model, entityId), fieldId);
}

/** Removes a field; of a relation both sides. */
export async function deleteField(ctx: Ctx, principal: Principal, path: FieldPath): Promise<void> {
  const { entityId, fieldId } = path as FieldPath & { readonly entityId: EntityId; readonly fieldId: FieldId };
  await editService(ctx, principal, path.serviceId, (before) => ({
    model: removeField(before, entityId, fieldId),
    subjects: [{ kind: 'field', entityId, fieldId }, ...inverseOf(getField(findEntity(before, entityId), fieldId))],
  }));
}

/** Relates two entities: the key on this one (but for n-n), the other side there. Returns this side. */
export async function createRelation(
  ctx: Ctx,
  principal: Principal,
  path: EntityPath,
  input: RelationInputBody,
): Promise<Field> {
  const entityId = path.entityId as EntityId;
  const otherId = input.entityId as EntityId;
  const [id, inverseId] = [ctx.newId() as FieldId, ctx.newId() as FieldId];
  const relation = {
    ...input,
    id,
    inverseId,
    entityId: otherId,
    displayName: input.displayName ?? toDisplayName(input.name),
    inverse: { name: input.inverse.name, displayName: input.inverse.displayName ?? toDisplayName(input.inverse.name) },
  };
  const model = await editService(ctx, principal, path.serviceId, (before) => ({
    model: addRelation(before, entityId, relation),
    subjects: [
      { kind: 'field', entityId, fieldId: id },
      { kind: 'field', entityId: otherId, fieldId: inverseId },
    ],
  }));
  return getField(findEntity(model, entityId), id);
}

function inverseOf(
  field: Field,
): readonly { readonly kind: 'field'; readonly entityId: string; readonly fieldId: string }[] {
  return field.type.kind === 'relation'
    ? [{ kind: 'field', entityId: field.type.entityId, fieldId: field.type.inverseFieldId }]
    : [];
}

function withoutUndefined(change: FieldPatch): Partial<Omit<Field, 'id'>> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

import { holdsKey } from '@amplication/domain';
import { routes } from '@amplication/contract';
import { api } from '../../api/client.ts';
import type { EntityView, FieldView } from './entity-view.ts';
import { toFlags } from './field-flags.ts';
import { toInverseName, type FieldValues } from './field-values.ts';
import { toFieldName } from './to-identifier.ts';
import { toValueType } from './to-value-type.ts';

/** Adds what the form says as a field or a relation, or changes `field`. */
export async function saveField(
  serviceId: string,
  entity: EntityView,
  field: FieldView | undefined,
  values: FieldValues,
): Promise<FieldView> {
  const params = { serviceId, entityId: entity.id };
  const { onDelete, attributes, relation, entityId } = values;
  const displayName = values.displayName.trim() === '' ? {} : { displayName: values.displayName };
  const named = { name: toFieldName(values.name), ...displayName };
  if (field?.type.kind === 'relation') {
    const { required, unique, searchable } = values;
    const type = holdsKey(field.type) ? { ...field.type, onDelete } : field.type;
    const body = { ...named, required, unique, searchable, type };
    return api.call(routes.updateField, { params: { ...params, fieldId: field.id }, body });
  }
  if (values.type.kind === 'relation') {
    const other = values.inverse.name.trim();
    const inverse = { name: other === '' ? toInverseName(entity.name, relation) : toFieldName(other) };
    const required = relation !== 'many-to-many' && values.required;
    const body = { ...named, relation, required, entityId: entityId ?? '', onDelete, inverse };
    return api.call(routes.createRelation, { params, body });
  }
  const body = { ...named, ...toFlags(values.type.kind, values), type: toValueType(values) };
  if (field !== undefined) {
    return api.call(routes.updateField, {
      params: { ...params, fieldId: field.id },
      body: { ...body, attributes: attributes.trim() },
    });
  }
  return api.call(routes.createField, {
    params,
    body: { ...body, ...(attributes.trim() === '' ? {} : { attributes: attributes.trim() }) },
  });
}

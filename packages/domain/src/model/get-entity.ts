import { Refusal } from '../refusal.ts';
import type { Entity, Field, ServiceModel } from './service-model.ts';

/** The entity of this id, or a refusal. */
export function getEntity(model: ServiceModel, entityId: string): Entity {
  const entity = model.entities.find((candidate) => candidate.id === entityId);
  if (entity === undefined) throw new Refusal('not_found', 'This entity does not exist (any more).');
  return entity;
}

/** The field of this id, or a refusal. */
export function getField(entity: Entity, fieldId: string): Field {
  const field = entity.fields.find((candidate) => candidate.id === fieldId);
  if (field === undefined) throw new Refusal('not_found', `This field does not exist in ${entity.name} (any more).`);
  return field;
}

import {
  ENTITY_ACTIONS,
  addAuthEntity,
  addEntity,
  addField,
  addRelation,
  initialFields,
  samePermissions,
  updateEntity,
  type EntityId,
  type FieldId,
  type Permission,
  type ServiceModel,
} from '@amplication/domain';
import { countingIds, emptyModel, fieldInput } from './models.ts';

/**
 * An entity for each set of actions that can be offered (32), with a file, a to-one, its list and an n-n relation to others; with
 * `permission` where an action is offered. What a file of an entity imports depends on that set.
 */
export function everyOfferModel(permission: Permission): ServiceModel {
  const nextId = countingIds(5000);
  const start = emptyModel('Offers', 'offers');
  let model = permission.kind === 'public' ? start : addAuthEntity(start, nextId);
  const sets = Array.from({ length: 2 ** ENTITY_ACTIONS.length }, (_, bits) =>
    ENTITY_ACTIONS.filter((_action, place) => (bits & (1 << place)) !== 0),
  );
  const ids = sets.map((offered, index) => {
    const id = nextId() as EntityId;
    const name = `Offer${index}`;
    model = addEntity(model, { id, name, displayName: name, fields: initialFields(nextId) });
    model = addField(model, id, { ...fieldInput('paper', { kind: 'file' }), id: nextId() as FieldId });
    const permissions = samePermissions(permission);
    const closed = ENTITY_ACTIONS.filter((action) => !offered.includes(action));
    const disabled = Object.fromEntries(closed.map((action) => [action, { kind: 'disabled' }]));
    model = updateEntity(model, id, { permissions: { ...permissions, ...disabled } });
    return id;
  });
  ids.forEach((id, index) =>
    (['many-to-one', 'many-to-many'] as const).forEach((relation, place) => {
      const target = ids[(index + 7 * place + 1) % ids.length] ?? id;
      const name = place === 0 ? 'one' : 'some';
      model = addRelation(model, id, {
        id: nextId() as FieldId,
        inverseId: nextId() as FieldId,
        name,
        displayName: name,
        required: false,
        entityId: target,
        relation,
        onDelete: 'set-null',
        inverse: { name: `${name}Of`, displayName: name },
      });
    }),
  );
  return permission.kind === 'public' ? model : withNothingToSet(model, nextId);
}

/** With an entity that has no property which a request sets, and a permission for the one that is there. */
function withNothingToSet(model: ServiceModel, nextId: () => string): ServiceModel {
  const id = nextId() as EntityId;
  const fields = initialFields(nextId);
  const createdAt = fields.find(({ type }) => type.kind === 'created-at');
  const roleIds = model.roles.map((role) => role.id);
  const limits =
    createdAt === undefined
      ? []
      : (['create', 'update'] as const).map((action) => ({ fieldId: createdAt.id, action, roleIds }));
  const permissions = { ...samePermissions({ kind: 'public' }), fields: limits };
  return updateEntity(addEntity(model, { id, name: 'Nothing', displayName: 'Nothing', fields }), id, { permissions });
}

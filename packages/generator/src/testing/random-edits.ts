import {
  assertNever,
  removeEntity,
  removeField,
  updateEntity,
  updateField,
  type Entity,
  type Field,
  type ServiceModel,
} from '@amplication/domain';
import fc from 'fast-check';
import { anyEntityName, anyFieldName } from './random-names.ts';
import { anyIdStrategy, anyScalarType } from './random-types.ts';
import {
  anyEntityInput,
  anyFieldInput,
  anyRelationInput,
  tryAddEntity,
  tryAddField,
  tryAddRelation,
  tryEdit,
} from './random-models.ts';

const place = fc.record({ entity: fc.nat({ max: 7 }), field: fc.nat({ max: 15 }) });
const edit = <const Kind extends string, Rest>(
  kind: Kind,
  rest: fc.Arbitrary<Rest>,
): fc.Arbitrary<{ readonly kind: Kind; readonly entity: number; readonly field: number } & Rest> =>
  fc.tuple(place, rest).map(([at, what]) => ({ kind, ...at, ...what }));

/** A change of one field's own options; places count round what is there. */
export const anyFieldEdit = fc.oneof(
  edit('rename-field', fc.record({ name: anyFieldName })),
  edit('flag-field', fc.record({ flag: fc.constantFrom('required', 'unique', 'searchable') })),
  edit(
    'retype-field',
    fc.record({
      type: anyScalarType,
      strategy: anyIdStrategy,
      onDelete: fc.constantFrom('restrict', 'cascade', 'set-null'),
    }),
  ),
);
export type FieldEdit = typeof anyFieldEdit extends fc.Arbitrary<infer Value> ? Value : never;

/** Anything that a person may do to a model. */
export const anyEdit = fc.oneof(
  anyFieldEdit,
  edit('rename-entity', fc.record({ name: anyEntityName })),
  edit('swap-names', fc.record({ other: fc.nat({ max: 7 }) })),
  edit('remove-entity', fc.record({})),
  edit('remove-field', fc.record({})),
  edit('add-entity', fc.record({ input: anyEntityInput })),
  edit('add-field', fc.record({ input: anyFieldInput })),
  edit('add-relation', fc.record({ input: anyRelationInput })),
);
export type Edit = typeof anyEdit extends fc.Arbitrary<infer Value> ? Value : never;

/** The model after the edit; an edit that is refused, or has no place, changes nothing. */
export function applyEdit(model: ServiceModel, change: Edit, newId: () => string): ServiceModel {
  if (change.kind === 'add-entity') return tryAddEntity(model, change.input, newId);
  if (change.kind === 'add-relation') return tryAddRelation(model, change.input, newId);
  const entity = pick(model.entities, change.entity);
  if (entity === undefined) return model;
  switch (change.kind) {
    case 'add-field':
      return tryAddField(model, entity.id, change.input, newId);
    case 'remove-entity':
      return tryEdit(model, (before) => removeEntity(before, entity.id));
    case 'rename-entity':
      return tryEdit(model, (before) => updateEntity(before, entity.id, { name: change.name }));
    case 'swap-names':
      return swapNames(model, entity, pick(model.entities, change.other) ?? entity);
    case 'remove-field':
      return dropField(model, entity, pick(entity.fields, change.field));
    case 'rename-field':
    case 'flag-field':
    case 'retype-field':
      return applyFieldEdit(model, change);
    default:
      return assertNever(change);
  }
}

/** The model with one field changed, or as it was when the change is refused. */
export function applyFieldEdit(model: ServiceModel, change: FieldEdit): ServiceModel {
  const { entity, field } = findEdited(model, change);
  if (entity === undefined || field === undefined) return model;
  return tryEdit(model, (before) => updateField(before, entity.id, field.id, toChange(field, change)));
}

/** The field that an edit changes, with its entity. */
export function findEdited(
  model: ServiceModel,
  change: Pick<FieldEdit, 'entity' | 'field'>,
): { readonly entity: Entity | undefined; readonly field: Field | undefined } {
  const entity = pick(model.entities, change.entity);
  return { entity, field: pick(entity?.fields ?? [], change.field) };
}

function toChange(field: Field, change: FieldEdit): Partial<Omit<Field, 'id'>> {
  switch (change.kind) {
    case 'rename-field':
      return { name: change.name };
    case 'flag-field':
      return { [change.flag]: !field[change.flag] };
    case 'retype-field':
      return { type: retype(field.type, change) };
    default:
      return assertNever(change);
  }
}

function retype(type: Field['type'], change: Extract<FieldEdit, { kind: 'retype-field' }>): Field['type'] {
  if (type.kind === 'id') return { ...type, strategy: change.strategy };
  if (type.kind === 'relation') return type.cardinality === 'one' ? { ...type, onDelete: change.onDelete } : type;
  return change.type;
}

function dropField(model: ServiceModel, entity: Entity, field: Field | undefined): ServiceModel {
  return field === undefined ? model : tryEdit(model, (before) => removeField(before, entity.id, field.id));
}

/** By way of a third name, as a person has to. */
function swapNames(model: ServiceModel, one: Entity, other: Entity): ServiceModel {
  if (one.id === other.id) return model;
  return tryEdit(model, (before) => {
    const free = updateEntity(before, one.id, { name: 'BetweenTwoNames' });
    return updateEntity(updateEntity(free, other.id, { name: one.name }), one.id, { name: other.name });
  });
}

function pick<T>(items: readonly T[], nth: number): T | undefined {
  return items[nth % Math.max(1, items.length)];
}

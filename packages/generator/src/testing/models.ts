import {
  addEntity,
  addField,
  addRelation,
  applyTemplate,
  CHINOOK,
  initialFields,
  newServiceModel,
  type DatabaseKind,
  type Entity,
  type EntityId,
  type Field,
  type FieldId,
  type FieldInput,
  type ServiceId,
  type ServiceModel,
} from '@amplication/domain';

/** Ids that count up: the same calls give the same ids. */
export function countingIds(start = 0): () => string {
  let count = start;
  return () => {
    count += 1;
    return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
  };
}

/** The Chinook service with ids from 1. */
export function chinookModel(): ServiceModel {
  return applyTemplate(emptyModel('Chinook', 'chinook', CHINOOK.description), CHINOOK, countingIds());
}

/** A service without entities. */
export function emptyModel(name: string, slug: string, description = ''): ServiceModel {
  return newServiceModel({ id: `service-${slug}` as ServiceId, name, slug, description });
}

/** The entity of this name, which is there. */
export function entityNamed(model: ServiceModel, name: string): Entity {
  const entity = model.entities.find((candidate) => candidate.name === name);
  if (entity === undefined) throw new Error(`No entity ${name}.`);
  return entity;
}

/** The field of this name, which is there. */
export function fieldNamed(model: ServiceModel, entityName: string, name: string): Field {
  const field = entityNamed(model, entityName).fields.find((candidate) => candidate.name === name);
  if (field === undefined) throw new Error(`No field ${entityName}.${name}.`);
  return field;
}

/** A field as `addField` takes it; optional and plain unless told otherwise. */
export function fieldInput(name: string, type: FieldInput['type'], options: Partial<FieldInput> = {}): FieldInput {
  return { name, displayName: name, required: false, unique: false, searchable: false, type, ...options };
}

const OPTIONS = [
  { id: 'red', value: 'Red', label: 'Red' },
  { id: 'odd', value: 'constructor', label: 'Odd' },
];
const KINDS: readonly FieldInput['type'][] = [
  { kind: 'single-line-text' },
  { kind: 'single-line-text', minLength: 2, maxLength: 10, pattern: '[a-z"/`]+', default: 'ab"`' },
  { kind: 'multi-line-text', maxLength: 1000, default: 'it\'s\n"two" lines' },
  { kind: 'email' },
  { kind: 'whole-number' },
  { kind: 'whole-number', minimum: 0, maximum: 10 },
  { kind: 'whole-number', minimum: -5_000_000_000, default: 0 },
  { kind: 'whole-number', size: '64-bit' },
  { kind: 'decimal-number', precision: 10, scale: 2, minimum: 0 },
  { kind: 'decimal-number', precision: 65, scale: 30, minimum: 1e-7, maximum: 1e30 },
  { kind: 'float-number', minimum: -0.5, default: 1e21 },
  { kind: 'date-time', default: 'now' },
  { kind: 'date-time', format: 'local' },
  { kind: 'date-time', format: 'date' },
  { kind: 'boolean', default: true },
  { kind: 'json' },
  { kind: 'option-set', options: OPTIONS, default: 'constructor' },
  { kind: 'multi-select-option-set', options: OPTIONS, default: ['Red'] },
  { kind: 'geographic-location' },
  { kind: 'file', maxBytes: 10, mediaTypes: ['image/*'] },
];
/** What no field of a kind can be. */
const NEVER: Readonly<Partial<Record<FieldInput['type']['kind'], Partial<FieldInput>>>> = {
  boolean: { unique: false },
  json: { unique: false },
  'multi-select-option-set': { unique: false },
  'geographic-location': { unique: false },
  file: { unique: false, required: false, searchable: false },
};

/**
 * Every kind of field (plain, required and searchable, unique), every kind of id, self relations, two relations between each two
 * entities, names that are as long as they may be (or as `longest`), and text full of quotes.
 */
export function everyKindModel(longest = 63, database: DatabaseKind = 'postgresql'): ServiceModel {
  const nextId = countingIds(1000);
  const text = '- *all* of _it_ <b> `x`\n\n1. [a](b)';
  let model = { ...emptyModel('Every "kind" \'of\' `field` ${x}', 'every-kind', text), database };
  const addNamed = (name: string, strategy: 'uuid' | 'cuid' | 'auto-increment', fieldSuffix: string): EntityId => {
    const id = nextId() as EntityId;
    const fields = initialFields(nextId).map((field) =>
      field.type.kind === 'id' ? { ...field, type: { ...field.type, strategy } } : field,
    );
    model = addEntity(model, { id, name, displayName: name, fields });
    KINDS.forEach((type, index) => {
      const hasDefault = 'default' in type && type.default !== undefined;
      const input = fieldInput(`f${index}${fieldSuffix}`.slice(0, longest), type, {
        required: index % 2 === 0,
        searchable: true,
        unique: index % 3 === 0 && !hasDefault,
        ...NEVER[type.kind],
      });
      model = addField(model, id, { ...input, id: nextId() as FieldId });
    });
    return id;
  };
  const long = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789xyz';
  const ids = [
    addNamed('ListQuery', 'uuid', ''),
    addNamed('App', 'cuid', ''),
    addNamed(`Long${long}`.slice(0, longest), 'auto-increment', long),
    addNamed(`Tall${long}`.slice(0, longest), 'uuid', long),
  ];
  ids.forEach((entityId, from) =>
    ids.forEach((targetId, to) =>
      (['first', 'second'] as const).forEach((name) => {
        model = addRelation(model, entityId, {
          id: nextId() as FieldId,
          inverseId: nextId() as FieldId,
          name: `${name}${to}`,
          displayName: name,
          required: false,
          entityId: targetId,
          onDelete: name === 'first' ? 'set-null' : 'cascade',
          inverse: { name: `${name}Of${from}`, displayName: name },
        });
      }),
    ),
  );
  return model;
}

import type { Entity, Field, ServiceModel } from '@amplication/domain';

/** A value for a field, as the API takes it and as people fill it in. */
export interface SampleValue {
  /** In the API. */
  readonly property: string;
  /** In the admin UI. */
  readonly label: string;
  readonly value: string | number | boolean;
  /** How people give it: a new record's checkbox is right as it is. */
  readonly by: 'typing' | 'choosing' | 'leaving';
}

/** An entity whose records need no others, and what makes one of them. */
export interface SampleEntity {
  /** Its name in GraphQL's types, and in its queries. */
  readonly name: string;
  readonly accessor: string;
  readonly plural: string;
  /** In paths. */
  readonly route: string;
  /** What people call it. */
  readonly label: string;
  readonly id: string;
  /** What a record is created with. */
  readonly values: readonly SampleValue[];
  /** The text by which lists are filtered, and which is changed. */
  readonly text: SampleValue;
  /** The value that names the record to people. */
  readonly title: SampleValue;
}

type Identifiers = Readonly<Record<string, string>>;
const ACTIONS = ['view', 'search', 'create', 'update', 'delete'] as const;
const TITLES: readonly string[] = ['single-line-text', 'username', 'email'];

/** The first entity of a model that everything can be done with; none in a model without entities. */
export function findSampleEntity(model: ServiceModel, identifiers: Identifiers): SampleEntity | undefined {
  for (const entity of model.entities) {
    const sample = entity.id === model.authEntityId ? undefined : toSample(entity, identifiers);
    if (sample !== undefined) return sample;
  }
  return undefined;
}

function toSample(entity: Entity, identifiers: Identifiers): SampleEntity | undefined {
  const { fields, permissions } = entity;
  if (ACTIONS.some((action) => permissions[action].kind === 'disabled')) return undefined;
  const id = fields.find(({ type }) => type.kind === 'id');
  const text = fields.find(({ type, searchable }) => type.kind === 'single-line-text' && searchable);
  const title =
    fields.find(({ type, required }) => required && TITLES.includes(type.kind)) ??
    fields.find(({ type }) => type.kind === 'single-line-text');
  if (id === undefined || text === undefined || title === undefined) return undefined;
  const filled = fields.filter((field) => isNeeded(field) || field === text || field === title);
  const known = filled.flatMap((field) => toValue(field, identifiers) ?? []);
  if (known.length < filled.length) return undefined;
  const read = (of: string, role: string): string => identifiers[`${of} ${role}`] ?? '';
  const valueOf = (field: Field): SampleValue => {
    const found = known[filled.indexOf(field)];
    if (found === undefined) throw new Error(`${entity.name}.${field.name} has no value.`);
    return found;
  };
  return {
    name: read(entity.id, 'model'),
    accessor: read(entity.id, 'accessor'),
    plural: read(entity.id, 'plural'),
    route: read(entity.id, 'route'),
    label: entity.displayName,
    id: read(id.id, 'name'),
    values: known,
    text: valueOf(text),
    title: valueOf(title),
  };
}

function isNeeded({ required, type }: Field): boolean {
  if (type.kind === 'relation') return required && type.cardinality === 'one';
  return required && !['id', 'created-at', 'updated-at'].includes(type.kind);
}

/** A valid value; nothing for types whose values are not this simple. */
function toValue({ id, displayName, type }: Field, identifiers: Identifiers): SampleValue | undefined {
  const common = { property: identifiers[`${id} property`] ?? '', label: displayName, by: 'typing' } as const;
  switch (type.kind) {
    case 'single-line-text':
      return type.pattern === undefined && (type.minLength ?? 0) <= 6 && (type.maxLength ?? 6) >= 6
        ? { ...common, value: 'Sample' }
        : undefined;
    case 'email':
      return { ...common, value: 'sample@example.com' };
    case 'whole-number':
      return { ...common, value: type.minimum ?? 0 };
    case 'option-set':
      return { ...common, value: type.options[0]?.value ?? '', by: 'choosing' };
    case 'boolean':
      return { ...common, value: type.default ?? false, by: 'leaving' };
    default:
      return undefined;
  }
}

import { entitySchema, fieldSchema, serviceSchema, type PendingChange } from '@amplication/contract';
import { toKindLabel, toTypeOptions } from '../../../ui/field-type-words.ts';

type NameOf = (entityId: string) => string | undefined;

export interface ChangeRow {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

const serviceSummarySchema = serviceSchema.pick({ name: true, description: true, serverDirectory: true });

/** What differs, in words: every property of what was created or deleted, only the different ones of what was updated. */
export function describeChange(
  change: Pick<PendingChange, 'subject' | 'before' | 'after'>,
  nameOf: NameOf,
): readonly ChangeRow[] {
  const before = describe(change.subject, change.before, nameOf);
  const after = describe(change.subject, change.after, nameOf);
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((name) => ({ name, before: before.get(name), after: after.get(name) }))
    .filter((row) => row.before !== row.after);
}

function describe(subject: PendingChange['subject'], value: unknown, nameOf: NameOf): ReadonlyMap<string, string> {
  switch (subject) {
    case 'service':
      return describeService(value);
    case 'entity':
      return describeEntity(value);
    case 'field':
      return describeField(value, nameOf);
  }
}

function describeService(value: unknown): ReadonlyMap<string, string> {
  const { data } = serviceSummarySchema.safeParse(value);
  if (data === undefined) return new Map();
  return present([
    ['Name', data.name],
    ['Description', data.description],
    ['Server folder', data.serverDirectory],
  ]);
}

/** Fields of an entity that stays are changes of their own; equal lists of names fall out of the comparison. */
function describeEntity(value: unknown): ReadonlyMap<string, string> {
  const { data } = entitySchema.safeParse(value);
  if (data === undefined) return new Map();
  return present([
    ['Name', data.name],
    ['Display name', data.displayName],
    ['Plural', data.pluralName],
    ['Fields', data.fields.map((field) => field.name).join(', ')],
  ]);
}

function describeField(value: unknown, nameOf: NameOf): ReadonlyMap<string, string> {
  const { data } = fieldSchema.safeParse(value);
  if (data === undefined) return new Map();
  return present([
    ['Name', data.name],
    ['Display name', data.displayName],
    ['Type', toKindLabel(data.type.kind)],
    ['Options', toTypeOptions(data.type, nameOf)],
    ['Required', toYesOrNo(data.required)],
    ['Unique', toYesOrNo(data.unique)],
    ['Searchable', toYesOrNo(data.searchable)],
  ]);
}

function present(rows: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  return new Map(rows.filter(([, text]) => text !== ''));
}

function toYesOrNo(value: boolean): string {
  return value ? 'yes' : 'no';
}

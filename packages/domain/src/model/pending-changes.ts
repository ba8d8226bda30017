import { toCanonicalJson } from './canonical-json.ts';
import { forgetFields } from './keep-fields.ts';
import type { Entity, Field, ServiceModel } from './service-model.ts';

/** What a change is about. `service`: what it is beside its entities, such as its name. */
export type ChangeSubject =
  | { readonly kind: 'service' }
  | { readonly kind: 'entity'; readonly entityId: string }
  | { readonly kind: 'field'; readonly entityId: string; readonly fieldId: string };

/** One difference between the last commit of a service and its model now. */
export interface ModelChange {
  readonly subject: ChangeSubject;
  readonly action: 'created' | 'updated' | 'deleted';
  /** What people call it: `Artist`, `Artist.name`. */
  readonly label: string;
  readonly before: Entity | Field | ServiceSummary | undefined;
  readonly after: Entity | Field | ServiceSummary | undefined;
}

/** What a service is beside its entities. */
export type ServiceSummary = Pick<
  ServiceModel,
  | 'name'
  | 'description'
  | 'database'
  | 'apis'
  | 'serverDirectory'
  | 'adminUi'
  | 'adminDirectory'
  | 'roles'
  | 'authEntityId'
  | 'plugins'
>;

/** A stable name for a subject within its service; the key under which "who and when" is kept. */
export function toSubjectKey(subject: ChangeSubject): string {
  switch (subject.kind) {
    case 'service':
      return 'service';
    case 'entity':
      return `entity:${subject.entityId}`;
    case 'field':
      return `field:${subject.entityId}:${subject.fieldId}`;
  }
}

/** The subject of a key, or undefined where the text is none. */
export function parseSubjectKey(key: string): ChangeSubject | undefined {
  const [kind, entityId, fieldId, ...rest] = key.split(':');
  if (rest.length > 0) return undefined;
  if (kind === 'service' && entityId === undefined) return { kind };
  if (kind === 'entity' && entityId !== undefined && fieldId === undefined) return { kind, entityId };
  if (kind === 'field' && entityId !== undefined && fieldId !== undefined) return { kind, entityId, fieldId };
  return undefined;
}

/** Everything that differs between a service's last commit (undefined: never committed) and now, by stable id. */
export function listModelChanges(before: ServiceModel | undefined, after: ServiceModel): readonly ModelChange[] {
  return [...serviceChanges(before, after), ...entityChanges(before?.entities ?? [], after.entities)];
}

function serviceChanges(before: ServiceModel | undefined, after: ServiceModel): readonly ModelChange[] {
  const summary = toSummary(after);
  const subject = { kind: 'service' } as const;
  if (before === undefined)
    return [{ subject, action: 'created', label: after.name, before: undefined, after: summary }];
  const previous = toSummary(before);
  return isSame(previous, summary)
    ? []
    : [{ subject, action: 'updated', label: after.name, before: previous, after: summary }];
}

function entityChanges(before: readonly Entity[], after: readonly Entity[]): readonly ModelChange[] {
  const changes: ModelChange[] = [];
  const remaining = new Map(before.map((entity) => [entity.id as string, entity]));
  for (const entity of after) {
    const previous = remaining.get(entity.id);
    remaining.delete(entity.id);
    const subject = { kind: 'entity', entityId: entity.id } as const;
    if (previous === undefined) {
      changes.push({ subject, action: 'created', label: entity.name, before: undefined, after: entity });
      continue;
    }
    if (!isSame({ ...previous, fields: [] }, { ...entity, fields: [] })) {
      changes.push({ subject, action: 'updated', label: entity.name, before: previous, after: entity });
    }
    changes.push(...fieldChanges(previous, entity));
  }
  for (const entity of remaining.values()) {
    changes.push({
      subject: { kind: 'entity', entityId: entity.id },
      action: 'deleted',
      label: entity.name,
      before: entity,
      after: undefined,
    });
  }
  return changes;
}

function fieldChanges(before: Entity, after: Entity): readonly ModelChange[] {
  const changes: ModelChange[] = [];
  const remaining = new Map(before.fields.map((field) => [field.id as string, field]));
  const toChange = (
    field: Field,
    action: ModelChange['action'],
    previous: Field | undefined,
    next: Field | undefined,
  ): void => {
    changes.push({
      subject: { kind: 'field', entityId: after.id, fieldId: field.id },
      action,
      label: `${after.name}.${field.name}`,
      before: previous,
      after: next,
    });
  };
  for (const field of after.fields) {
    const previous = remaining.get(field.id);
    remaining.delete(field.id);
    if (previous === undefined) toChange(field, 'created', undefined, field);
    else if (!isSame(previous, field)) toChange(field, 'updated', previous, field);
  }
  for (const field of remaining.values()) toChange(field, 'deleted', field, undefined);
  return changes;
}

/**
 * Takes one change back: the subject becomes what it was at the last commit, in its place; relations stay two-sided. The
 * result can break a rule (two fields of one name, say): whoever stores it asks `assertModel` first.
 */
export function discardChange(
  before: ServiceModel | undefined,
  after: ServiceModel,
  subject: ChangeSubject,
): ServiceModel {
  return forgetVanished(after, replaceSubject(before, after, subject));
}

function replaceSubject(before: ServiceModel | undefined, after: ServiceModel, subject: ChangeSubject): ServiceModel {
  switch (subject.kind) {
    case 'service':
      return before === undefined ? after : { ...after, ...toSummary(before) };
    case 'entity': {
      const previous = before?.entities.find((entity) => entity.id === subject.entityId);
      const current = after.entities.find((entity) => entity.id === subject.entityId);
      const entities = replaceById(after.entities, subject.entityId, withOwnFields(previous, current));
      return restoreOrder(before, repairRelations(before, { ...after, entities }));
    }
    case 'field': {
      const previous = before?.entities
        .find((entity) => entity.id === subject.entityId)
        ?.fields.find((field) => field.id === subject.fieldId);
      const entities = after.entities.map((entity) =>
        entity.id === subject.entityId
          ? { ...entity, fields: replaceById(entity.fields, subject.fieldId, previous) }
          : entity,
      );
      return restoreOrder(before, repairRelations(before, { ...after, entities }));
    }
  }
}

/** Takes fields that vanished out of the keys and permissions that name them; what came back names what will come back. */
function forgetVanished(before: ServiceModel, after: ServiceModel): ServiceModel {
  const ids = (model: ServiceModel): Set<string> =>
    new Set(model.entities.flatMap(({ fields }) => fields.map(({ id }) => id)));
  const [gone, kept] = [ids(before), ids(after)];
  for (const id of kept) gone.delete(id);
  return gone.size === 0
    ? after
    : { ...after, entities: after.entities.map((entity) => forgetFields(entity, (id) => gone.has(id))) };
}

/** Puts what came back where it was: the order decides what the generated files look like. What is new stays at the end. */
function restoreOrder(before: ServiceModel | undefined, model: ServiceModel): ServiceModel {
  const fields = new Map((before?.entities ?? []).map((entity) => [entity.id as string, entity.fields]));
  const entities = model.entities.map((entity) => ({
    ...entity,
    fields: inOrderOf(fields.get(entity.id) ?? [], entity.fields),
  }));
  return { ...model, entities: inOrderOf(before?.entities ?? [], entities) };
}

function inOrderOf<T extends { readonly id: string }>(
  earlier: readonly { readonly id: string }[],
  items: readonly T[],
): readonly T[] {
  const places = new Map(earlier.map(({ id }, place) => [id, place]));
  const placeOf = ({ id }: T): number => places.get(id) ?? earlier.length;
  return items.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** A changed entity takes back its names only (its fields are changes of their own); a deleted one comes back whole. */
function withOwnFields(previous: Entity | undefined, current: Entity | undefined): Entity | undefined {
  if (previous === undefined || current === undefined) return previous;
  return { ...previous, fields: current.fields };
}

function replaceById<T extends { readonly id: string }>(
  items: readonly T[],
  id: string,
  value: T | undefined,
): readonly T[] {
  if (value === undefined) return items.filter((item) => item.id !== id);
  return items.some((item) => item.id === id)
    ? items.map((item) => (item.id === id ? value : item))
    : [...items, value];
}

/** Gives each relation its other side back where the last commit had it, and drops those that have none. */
function repairRelations(before: ServiceModel | undefined, model: ServiceModel): ServiceModel {
  const has = (entityId: string, fieldId: string): boolean =>
    model.entities.some((entity) => entity.id === entityId && entity.fields.some((field) => field.id === fieldId));
  const earlier = new Map((before?.entities ?? []).map((entity) => [entity.id as string, entity]));
  const entities = model.entities.map((entity) => {
    const lost = (earlier.get(entity.id)?.fields ?? []).filter(
      (field) =>
        field.type.kind === 'relation' &&
        !has(entity.id, field.id) &&
        has(field.type.entityId, field.type.inverseFieldId),
    );
    const kept = entity.fields.filter((field) => {
      if (field.type.kind !== 'relation') return true;
      const { entityId, inverseFieldId } = field.type;
      const comesBack = earlier.get(entityId)?.fields.some((other) => other.id === inverseFieldId) ?? false;
      const otherEntityExists = model.entities.some((other) => other.id === entityId);
      return has(entityId, inverseFieldId) || (comesBack && otherEntityExists);
    });
    return lost.length === 0 && kept.length === entity.fields.length
      ? entity
      : { ...entity, fields: [...kept, ...lost] };
  });
  return { ...model, entities };
}

function toSummary({
  version: _version,
  id: _id,
  slug: _slug,
  entities: _entities,
  ...summary
}: ServiceModel): ServiceSummary {
  return summary;
}

function isSame(a: unknown, b: unknown): boolean {
  return toCanonicalJson(a) === toCanonicalJson(b);
}

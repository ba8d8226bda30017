import {
  allows,
  mayUseField,
  type EntityAccess,
  type Viewer,
} from "../data/access.js";
import type { DataRecord, RecordId, Where } from "../data/list-query.js";
import type { ReferenceTarget } from "../data/references.js";
import { validateField, type Field } from "../fields/field.js";

/** Everything that the pages know of an entity. */
export interface Resource<Fields = Readonly<Record<string, Field>>> {
  readonly name: string;
  /** Of its pages, and of the entity in the API. */
  readonly route: string;
  readonly label: string;
  readonly pluralLabel: string;
  readonly idField: string;
  /** The field whose value names a record to people. */
  readonly titleField: string;
  readonly access: EntityAccess;
  readonly fields: Fields;
}

/** Describes an entity; pages get at its fields by name. */
export function defineResource<Fields extends Record<string, Field>>(
  resource: Resource<Fields>,
): Resource<Fields> {
  return resource;
}

export function idOf(resource: Resource, record: DataRecord): RecordId {
  return record[resource.idField] as RecordId;
}

/** What people call a record: its title, or `Order 7` where it has none. */
export function titleOf(resource: Resource, record: DataRecord): string {
  const { idField, titleField, label } = resource;
  const title = titleField === idField ? "" : String(record[titleField] ?? "");
  return title === "" ? `${label} ${String(record[idField])}` : title;
}

/** Whether somebody may create records, and may set what a new one needs and does not start with. */
export function mayCreate(resource: Resource, viewer: Viewer): boolean {
  const closed = Object.values(resource.fields).filter(
    (field) => field.editor && !mayUseField(field, "create", viewer),
  );
  return (
    allows(resource.access.create, viewer) &&
    closed.every(
      (field) => !validateField(field, field.editor?.initial, "create"),
    )
  );
}

/** The fields that somebody may see. */
export function visibleFields(resource: Resource, viewer: Viewer): Field[] {
  return Object.values(resource.fields).filter((field) =>
    mayUseField(field, "view", viewer),
  );
}

/** The condition of a search box: one of the texts contains it. */
export function toSearchWhere(
  resource: Resource,
  viewer: Viewer,
  text: string,
): Where | undefined {
  const wanted = text.trim();
  const conditions = searchedFields(resource, viewer).flatMap(
    ({ search }) => search?.(wanted) ?? [],
  );
  if (wanted === "" || conditions.length === 0) return undefined;
  return { OR: conditions };
}

/** The labels of the texts that a search box looks into. */
export function searchedLabels(resource: Resource, viewer: Viewer): string[] {
  return searchedFields(resource, viewer).map(({ label }) => label);
}

/** What names records of an entity to somebody who may not see all of it. */
export function toReferenceTarget(
  resource: Resource,
  viewer: Viewer,
): ReferenceTarget {
  const { route, idField } = resource;
  const title = visibleFields(resource, viewer).find(
    ({ name }) => name === resource.titleField && name !== idField,
  );
  return { route, idField, select: title ? [idField, title.name] : [idField] };
}

function searchedFields(resource: Resource, viewer: Viewer): Field[] {
  return visibleFields(resource, viewer).filter(({ search }) => search);
}

import type { Viewer } from "../data/access.js";
import { allOf, type ListQuery, type Where } from "../data/list-query.js";
import type { Field } from "../fields/field.js";
import { toSearchWhere, visibleFields, type Resource } from "./resource.js";

export interface ActiveFilter {
  readonly field: Field;
  readonly operator: string;
  readonly values: readonly string[];
}

export interface Sort {
  readonly field: string;
  readonly direction: "asc" | "desc";
}

/** What a list shows. Its address says the same: `?status.in=PAID&sort=-number&page=2`. */
export interface ListState {
  readonly search: string;
  readonly filters: readonly ActiveFilter[];
  readonly sort: Sort | undefined;
  /** Counts from 1. */
  readonly page: number;
  readonly size: number;
}

export const PAGE_SIZES = [10, 20, 50, 100];
const DEFAULT_SIZE = 20;

/** Reads an address; what it says of fields that are not there does not count. */
export function readListState(
  parameters: URLSearchParams,
  fields: readonly Field[],
  defaultSort?: string,
): ListState {
  const size = Number(parameters.get("size"));
  return {
    search: parameters.get("search") ?? "",
    filters: [...new Set(parameters.keys())].flatMap((key) => {
      const [name, operator = ""] = key.split(".");
      const field = fields.find((candidate) => candidate.name === name);
      const isKnown = field?.filter?.operators.some(
        (candidate) => candidate.name === operator,
      );
      return field && isKnown
        ? [{ field, operator, values: readValues(parameters, key) }]
        : [];
    }),
    sort: readSort(parameters.get("sort") ?? defaultSort, fields),
    page: Math.max(1, Math.trunc(Number(parameters.get("page"))) || 1),
    size: PAGE_SIZES.includes(size) ? size : DEFAULT_SIZE,
  };
}

/** The address that says what a list shows. */
export function writeListState(
  state: ListState,
  defaultSort?: string,
): URLSearchParams {
  const parameters = new URLSearchParams();
  if (state.search !== "") parameters.set("search", state.search);
  for (const { field, operator, values } of state.filters) {
    const key = `${field.name}.${operator}`;
    for (const value of values.length > 0 ? values : [""]) {
      parameters.append(key, value);
    }
  }
  const sort = writeSort(state.sort);
  if (sort !== (defaultSort ?? "")) parameters.set("sort", sort);
  if (state.page > 1) parameters.set("page", String(state.page));
  if (state.size !== DEFAULT_SIZE) parameters.set("size", String(state.size));
  return parameters;
}

/** What the API is asked for. */
export function toListQuery(
  state: ListState,
  resource: Resource,
  viewer: Viewer,
): ListQuery {
  const search = toSearchWhere(resource, viewer, state.search);
  const filters = state.filters.flatMap<Where>(
    ({ field, operator, values }) =>
      field.filter?.toWhere(operator, values) ?? [],
  );
  return {
    where: allOf(search ? [search, ...filters] : filters),
    orderBy: state.sort && `${state.sort.field}:${state.sort.direction}`,
    skip: (state.page - 1) * state.size,
    take: state.size,
  };
}

/** The sort after a click on a column: up, down, none. */
export function nextSort(
  current: Sort | undefined,
  field: string,
): Sort | undefined {
  if (current?.field !== field) return { field, direction: "asc" };
  return current.direction === "asc" ? { field, direction: "desc" } : undefined;
}

/** The filter that one gets by choosing a field. */
export function newFilter(field: Field, filters: readonly ActiveFilter[]) {
  const used = filters.filter((filter) => filter.field.name === field.name);
  const operator = field.filter?.operators.find(({ name }) =>
    used.every((filter) => filter.operator !== name),
  );
  return operator && { field, operator: operator.name, values: [] };
}

/** The fields by which somebody can filter. */
export function filterableFields(resource: Resource, viewer: Viewer): Field[] {
  return visibleFields(resource, viewer).filter(({ filter }) => filter);
}

/** An empty parameter stands for a filter without a value yet. */
function readValues(parameters: URLSearchParams, key: string): string[] {
  const values = parameters.getAll(key);
  return values.every((value) => value === "") ? [] : values;
}

function readSort(
  text: string | undefined,
  fields: readonly Field[],
): Sort | undefined {
  const direction = text?.startsWith("-") ? "desc" : "asc";
  const name = text?.replace(/^-/u, "");
  const field = fields.find((candidate) => candidate.name === name);
  return field?.sortable ? { field: field.name, direction } : undefined;
}

function writeSort(sort: Sort | undefined): string {
  if (sort === undefined) return "";
  return sort.direction === "desc" ? `-${sort.field}` : sort.field;
}

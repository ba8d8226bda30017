import { isPossible, type EntityView, type ScalarView } from '../view/service-view.ts';

/** Where something is declared, and how it is called. */
export interface Declaration {
  /** Without an extension. */
  readonly path: string;
  readonly name: string;
}

export const PAGE_KINDS = ['list', 'create', 'edit', 'show'] as const;
export type PageKind = (typeof PAGE_KINDS)[number];

/** What the admin UI declares for an entity. */
export function adminNames(entity: EntityView): Readonly<Record<'resource' | 'routes' | PageKind, Declaration>> {
  const { name, accessor, folder } = entity;
  const start = `src/entities/${folder}/${folder}`;
  return {
    resource: { path: `${start}.resource`, name: `${accessor}Resource` },
    routes: { path: `${start}.routes`, name: `${accessor}Routes` },
    list: { path: `${start}-list`, name: `${name}List` },
    create: { path: `${start}-create`, name: `${name}Create` },
    edit: { path: `${start}-edit`, name: `${name}Edit` },
    show: { path: `${start}-show`, name: `${name}Show` },
  };
}

/** By role, the identifiers of the admin UI that follow an entity's name. */
export function adminIdentifiers(entity: EntityView): Readonly<Record<string, string>> {
  const names = Object.entries(adminNames(entity)).map(([role, { name }]) => [`admin:${role}`, name]);
  return Object.fromEntries(names) as Record<string, string>;
}

const TITLE_KINDS: readonly string[] = ['single-line-text', 'username', 'email'];

/** The field that names a record to people: a text that every record has, where there is one. */
export function titleFieldOf({ fields, labelField }: EntityView): ScalarView {
  const always = fields.find(
    (field): field is ScalarView => field.kind === 'scalar' && field.required && TITLE_KINDS.includes(field.type.kind),
  );
  return always ?? labelField;
}

/** The pages that somebody could be allowed to see. */
export function pagesOf({ access }: EntityView): readonly PageKind[] {
  const isShown: Readonly<Record<PageKind, boolean>> = {
    list: isPossible(access.search),
    create: isPossible(access.create),
    edit: isPossible(access.update) && isPossible(access.view),
    show: isPossible(access.view),
  };
  return PAGE_KINDS.filter((kind) => isShown[kind]);
}

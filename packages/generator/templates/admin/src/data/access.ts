/** Who may: everybody, whoever signed in, nobody, or users with one of these roles. */
export type Rule = "public" | "signed-in" | "nobody" | readonly string[];

export type Action = "view" | "search" | "create" | "update" | "delete";
export type EntityAccess = Readonly<Record<Action, Rule>>;

export type FieldAction = "view" | "create" | "update";
/** Narrows an action for one field; what is left out goes with the entity. */
export type FieldAccess = Readonly<
  Partial<Record<FieldAction, readonly string[]>>
>;

/** Who looks at the pages; `undefined` is somebody who did not sign in. */
export type Viewer = { readonly roles: readonly string[] } | undefined;

/** Whether a rule lets somebody do what it is about. */
export function allows(rule: Rule, viewer: Viewer): boolean {
  if (rule === "public") return true;
  if (rule === "nobody" || viewer === undefined) return false;
  if (rule === "signed-in") return true;
  return rule.some((role) => viewer.roles.includes(role));
}

export function mayUseField(
  field: { readonly access?: FieldAccess | undefined },
  action: FieldAction,
  viewer: Viewer,
): boolean {
  return allows(field.access?.[action] ?? "public", viewer);
}

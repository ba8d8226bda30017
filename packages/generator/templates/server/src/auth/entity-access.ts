import { ForbiddenException, UnauthorizedException } from "@nestjs/common";
import type { Allowed } from "./allow.js";
import { isAllowed, type SignedInUser } from "./signed-in-user.js";

type User = SignedInUser | undefined;

/** Who may do what with the records of one entity. */
export interface EntityAccess {
  view: Allowed;
  search: Allowed;
  create: Allowed;
  update: Allowed;
  delete: Allowed;
  /** Properties that only some roles see, or may set; the others go with the record. */
  fields: Partial<
    Record<"view" | "create" | "update", Record<string, readonly string[]>>
  >;
  /** Access to the records at the other end of each relation. */
  related: Record<string, () => EntityAccess>;
}

/** Refuses a user whom a permission does not let in. */
export function assertAllowed(allowed: Allowed, user: User): void {
  if (isAllowed(allowed, user)) return;
  if (user === undefined) throw new UnauthorizedException("Sign in first.");
  throw new ForbiddenException("Your roles do not allow this.");
}

/** The record without the properties that the user may not see. */
export function hideFields<T extends object>(
  access: EntityAccess,
  user: User,
  item: T,
): T {
  const hidden = closedTo(access, "view", user);
  const entries = Object.entries(item);
  return Object.fromEntries(entries.filter(([name]) => !hidden.has(name))) as T;
}

/** Refuses to follow a relation that the user may not see. */
export function assertVisible(
  access: EntityAccess,
  user: User,
  name: string,
): void {
  if (closedTo(access, "view", user).has(name)) throw refuse("see", name);
}

/** Refuses a request that sets properties which the user may not set. */
export function assertWritable(
  access: EntityAccess,
  action: "create" | "update",
  user: User,
  data: object,
): void {
  const closed = closedTo(access, action, user);
  const found = Object.entries(data).find(
    ([name, value]) => value !== undefined && closed.has(name),
  );
  if (found !== undefined) throw refuse("set", found[0]);
}

/** Refuses a list that is filtered or ordered by what the user may not see: the answer would tell it. */
export function assertAskable(
  access: EntityAccess,
  user: User,
  { where, orderBy = [] }: { where?: object; orderBy?: object[] },
): void {
  const hidden = closedTo(access, "view", user);
  const found = orderBy
    .flatMap(entriesOf)
    .map(([name]) => name)
    .find((name) => hidden.has(name));
  if (found !== undefined) throw refuse("see", found);
  assertFilter(access, user, where);
}

function assertFilter(access: EntityAccess, user: User, where: unknown): void {
  const hidden = closedTo(access, "view", user);
  for (const [name, value] of entriesOf(where)) {
    if (name === "AND" || name === "OR" || name === "NOT") {
      for (const part of [value].flat()) assertFilter(access, user, part);
      continue;
    }
    if (hidden.has(name)) throw refuse("see", name);
    const related = access.related[name]?.();
    if (related === undefined) continue;
    assertAllowed(related.search, user);
    for (const part of toParts(value)) assertFilter(related, user, part);
  }
}

/** A filter of a list holds the filter of its records one step deeper. */
function toParts(filter: unknown): unknown[] {
  const steps = new Set(["some", "every", "none"]);
  const entries = entriesOf(filter);
  return entries.every(([name]) => steps.has(name))
    ? entries.map(([, value]) => value)
    : [filter];
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null
    ? Object.entries(value).filter(([, member]) => member !== undefined)
    : [];
}

function closedTo(
  access: EntityAccess,
  action: "view" | "create" | "update",
  user: User,
): Set<string> {
  const entries = Object.entries(access.fields[action] ?? {});
  const closed = entries.filter(([, roles]) => !isAllowed(roles, user));
  return new Set(closed.map(([name]) => name));
}

function refuse(verb: "see" | "set", name: string): ForbiddenException {
  return new ForbiddenException(`Your roles do not allow to ${verb} ${name}.`);
}

import { ValidateBy, type ValidationOptions } from "class-validator";

/** How the records of an entity get their ids. */
export type IdKind = "uuid" | "cuid" | "auto-increment" | "auto-increment-64";

const TEXTS = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  cuid: /^[0-9a-z-]{1,40}$/i,
};
const LARGEST = {
  "auto-increment": 2147483647,
  "auto-increment-64": Number.MAX_SAFE_INTEGER,
};

/** True for a value that could be the id of a record. */
function isId(kind: IdKind, value: unknown): boolean {
  if (kind === "uuid" || kind === "cuid") {
    return typeof value === "string" && TEXTS[kind].test(value);
  }
  return (
    Number.isInteger(value) &&
    Number(value) >= 1 &&
    Number(value) <= LARGEST[kind]
  );
}

/** The id in a path or a cursor, or nothing where the text can be none. Numbers have one spelling: neither 07 nor 7.0. */
export function parseId(
  kind: IdKind,
  text: string,
): string | number | undefined {
  const isText = kind === "uuid" || kind === "cuid";
  const value = isText || !/^[1-9]\d*$/.test(text) ? text : Number(text);
  return isId(kind, value) ? value : undefined;
}

/** Checks an id. */
export function IsId(
  kind: IdKind,
  options?: ValidationOptions,
): PropertyDecorator {
  return ValidateBy(
    {
      name: "isId",
      validator: {
        validate: (value) => isId(kind, value),
        defaultMessage: (args) => `${args?.property} must be an id`,
      },
    },
    options,
  );
}
// #if lists

/** Records named by their ids, as Prisma connects them. */
export function toKeys<Name extends string, Id>(
  name: Name,
  ids: Id[] | undefined,
): Record<Name, Id>[] | undefined {
  return ids?.map((id) => ({ [name]: id }) as Record<Name, Id>);
}
// #end

import type { RecordId } from "../data/list-query.js";

export type IdKind = "uuid" | "cuid" | "number";

const FORMS: Readonly<Record<IdKind, RegExp>> = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu,
  cuid: /^[a-z0-9]+$/iu,
  number: /^\d{1,16}$/u,
};

/** The id that a text of an address or an input stands for. */
export function toRecordId(kind: IdKind, text: string): RecordId | undefined {
  if (!FORMS[kind].test(text)) return undefined;
  if (kind !== "number") return text;
  return Number.isSafeInteger(Number(text)) ? Number(text) : undefined;
}

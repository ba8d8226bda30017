import type { Operator } from "./field.js";
import { valueFilter } from "./filters.js";

export interface TextRules {
  readonly minLength?: number;
  readonly maxLength?: number;
  /** A regular expression that the whole text matches. */
  readonly pattern?: string;
}

/** What is wrong with a text that is there. */
export function validateText(
  text: string,
  { minLength = 0, maxLength = Infinity, pattern }: TextRules,
): string | undefined {
  const { length } = text;
  if (length < minLength) return `At least ${minLength} characters.`;
  if (length > maxLength) {
    return `At most ${maxLength} characters (these are ${length}).`;
  }
  if (pattern && !new RegExp(`^(?:${pattern})$`, "u").test(text)) {
    return `This does not have the form ${pattern}`;
  }
  return undefined;
}

/** An empty input stands for no value. */
export function textOrNull(text: string): string | null {
  return text === "" ? null : text;
}

/** The value of a text as an input holds it. */
export function toText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The condition of a search box. */
export function containsText(property: string) {
  return (text: string) => ({
    [property]: { contains: text, mode: "insensitive" },
  });
}

const OPERATORS: readonly Operator[] = [
  { name: "contains", label: "contains" },
  { name: "startsWith", label: "starts with" },
  { name: "endsWith", label: "ends with" },
  { name: "equals", label: "is" },
  { name: "not", label: "is not" },
];

export function textFilter(property: string, required = false) {
  return valueFilter({
    property,
    required,
    operators: OPERATORS,
    toCondition: (operator, text) =>
      operator === "equals" || operator === "not"
        ? { [operator]: text }
        : { [operator]: text, mode: "insensitive" },
  });
}

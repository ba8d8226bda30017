import { ValidateBy, type ValidationOptions } from "class-validator";

/** The texts that a property may hold. */
export interface TextRules {
  lines?: "one" | "many";
  minLength?: number;
  maxLength?: number;
  /** The whole value must match it. */
  pattern?: RegExp;
}

/** Checks a text, or with `each` every member of a list. */
export function IsText(
  options: TextRules & ValidationOptions = {},
): PropertyDecorator {
  const { lines = "one", minLength = 0, maxLength = Infinity } = options;
  const { pattern = /^/ } = options;
  const refused = lines === "one" ? /[\0\r\n]/ : /\0/;
  return ValidateBy(
    {
      name: "isText",
      validator: {
        validate: (value) =>
          typeof value === "string" &&
          value.length >= minLength &&
          value.length <= maxLength &&
          value.isWellFormed() &&
          !refused.test(value) &&
          pattern.test(value),
        defaultMessage: (args) =>
          `${args?.property} must be ${describe(options)}`,
      },
    },
    options.each === true ? { each: true } : undefined,
  );
}

function describe({
  lines = "one",
  minLength,
  maxLength,
  pattern,
}: TextRules): string {
  return [
    lines === "one" ? "text on one line" : "text",
    minLength === undefined ? "" : `of at least ${minLength} characters`,
    maxLength === undefined ? "" : `of at most ${maxLength} characters`,
    pattern === undefined ? "" : `that matches ${pattern.source}`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

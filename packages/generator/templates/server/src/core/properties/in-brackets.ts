import { Transform } from "class-transformer";

/** The group of values that stand in a query in brackets (`where[stock][gt]=5`): all of them are text. */
export const IN_BRACKETS = "in-brackets";

/** Reads the number (or numbers) that stand there. */
export function NumberInBrackets(): PropertyDecorator {
  return ReadInBrackets((text) =>
    /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : text,
  );
}

/** Reads values that stand there. What cannot be read stays as it is, for a check to refuse. */
export function ReadInBrackets(
  read: (text: string) => unknown,
): PropertyDecorator {
  const readAny = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(readAny);
    return typeof value === "string" ? read(value) : value;
  };
  return Transform(({ value }) => readAny(value), { groups: [IN_BRACKETS] });
}

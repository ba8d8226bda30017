import { expect, it } from "vitest";
import { decimalField, validateDecimal } from "./decimal-field.js";

const money = { precision: 5, scale: 2 };

it.each(["0", "-1", "123.45", "000123.4"])("takes %s", (text) => {
  expect(validateDecimal(text, money)).toBeUndefined();
});

it.each([
  ["1.234", "At most 2 decimal places."],
  ["1234", "At most 3 digits before the point."],
  ["1,5", "This is no number. Write it like 1234.5."],
  ["-", "This is no number. Write it like 1234.5."],
])("refuses %s", (text, sentence) => {
  expect(validateDecimal(text, money)).toBe(sentence);
});

it.each([2, 30])("can be made with %i decimal places", (scale) => {
  const field = decimalField({ name: "a", label: "A", precision: 40, scale });
  expect(field.align).toBe("right");
});

it("sends the digits as they are", () => {
  const field = decimalField({ name: "price", label: "Price", ...money });
  expect(field.editor?.toBody(" 0.10 ")).toBe("0.10");
  expect(field.editor?.toBody("")).toBeNull();
});

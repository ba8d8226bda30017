import { expect, it } from "vitest";
import { validateWholeNumber, wholeNumberField } from "./whole-number-field.js";

it.each(["0", "-7", "9007199254740991"])("takes %s", (text) => {
  expect(validateWholeNumber(text)).toBeUndefined();
});

it.each(["1.5", "1e3", "x", "9007199254740992"])("refuses %s", (text) => {
  expect(validateWholeNumber(text)).toBeDefined();
});

it("starts with its default, also with 0", () => {
  const field = wholeNumberField({ name: "stock", label: "Stock", initial: 0 });
  expect(field.editor?.initial).toBe("0");
  expect(field.editor?.toBody("12")).toBe(12);
});

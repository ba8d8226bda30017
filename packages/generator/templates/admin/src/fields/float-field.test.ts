import { expect, it } from "vitest";
import { validateFloat } from "./float-field.js";

it.each(["0", "-1.25", "6.02e23"])("takes %s", (text) => {
  expect(validateFloat(text)).toBeUndefined();
});

it.each(["1,5", ".", "1e999", "Infinity"])("refuses %s", (text) => {
  expect(validateFloat(text)).toBeDefined();
});

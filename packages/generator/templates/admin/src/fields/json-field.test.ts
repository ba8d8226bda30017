import { expect, it } from "vitest";
import { jsonField } from "./json-field.js";

const { editor } = jsonField({ name: "data", label: "Data" });

it("sends what the text says", () => {
  expect(editor?.toBody('{"a": [1, null]}')).toEqual({ a: [1, null] });
  expect(editor?.toBody(" ")).toBeNull();
});

it("says what is no JSON", () => {
  expect(editor?.validate?.('{"a":')).toMatch(/^This is no JSON/u);
  expect(editor?.validate?.("0")).toBeUndefined();
});

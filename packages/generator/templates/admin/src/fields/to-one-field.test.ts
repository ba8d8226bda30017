import { expect, it } from "vitest";
import { toOneField } from "./to-one-field.js";

const field = toOneField({
  name: "author",
  label: "Author",
  key: "authorId",
  target: "Author",
  targetId: "number",
});

it("filters by the key, with ids of the right type", () => {
  expect(field.filter?.toWhere("in", ["1", "x", "2"])).toEqual({
    authorId: { in: [1, 2] },
  });
  expect(field.filter?.toWhere("in", [])).toBeUndefined();
  expect(field.filter?.toWhere("empty", [])).toEqual({
    authorId: { equals: null },
  });
});

it("can be cleared", () => {
  expect(field.editor?.toBody(null)).toBeNull();
});

import { expect, it } from "vitest";
import { locationField, validateLocation } from "./location-field.js";

const field = locationField({
  name: "at",
  label: "At",
  conditions: { latitude: "atLatitude", longitude: "atLongitude" },
});

it("takes the whole earth, and nothing beyond", () => {
  expect(validateLocation({ latitude: "-90", longitude: "180" })).toBe(
    undefined,
  );
  expect(validateLocation({ latitude: "90.1", longitude: "0" })).toContain(
    "latitude",
  );
  expect(validateLocation({ latitude: "0", longitude: "" })).toContain(
    "longitude",
  );
});

it("sends numbers, or nothing", () => {
  const { editor } = field;
  expect(editor?.toBody({ latitude: "1.5", longitude: "-2" })).toEqual({
    latitude: 1.5,
    longitude: -2,
  });
  expect(editor?.toBody({ latitude: "", longitude: "" })).toBeNull();
});

it("filters by a box once all of its sides are there", () => {
  expect(field.filter?.toWhere("within", ["1", "0", "1"])).toBeUndefined();
  expect(field.filter?.toWhere("within", ["1", "0", "2", "-2"])).toEqual({
    AND: [
      { atLatitude: { gte: 0, lte: 1 } },
      { AND: [{ atLongitude: { gte: -2 } }, { atLongitude: { lte: 2 } }] },
    ],
  });
});

it("filters by a box across the date line", () => {
  const where = field.filter?.toWhere("within", ["1", "0", "-179", "179"]);
  expect(JSON.stringify(where)).toContain('"OR"');
});

it("filters by whether there is one", () => {
  expect(field.filter?.toWhere("empty", [])).toEqual({
    atLatitude: { equals: null },
  });
});

import { describe, expect, it } from "vitest";
import { textField } from "../fields/text-field.js";
import { note } from "../testing/note.js";
import { mayCreate } from "./resource.js";

const access = { create: ["editor"] };
const withField = (
  options: Partial<Parameters<typeof textField>[0]>,
): Parameters<typeof mayCreate>[0] => {
  const field = textField({ name: "x", label: "X", access, ...options });
  return { ...note, fields: { ...note.fields, x: field } };
};

describe("whether somebody may create records", () => {
  it("asks who may create records", () => {
    expect(mayCreate(note, undefined)).toBe(true);
    const closed = { ...note, access: { ...note.access, create: ["editor"] } };
    expect(mayCreate(closed, { roles: [] })).toBe(false);
    expect(mayCreate(closed, { roles: ["editor"] })).toBe(true);
  });

  it("asks who may set what a new record needs", () => {
    const resource = withField({ required: true });
    expect(mayCreate(resource, { roles: [] })).toBe(false);
    expect(mayCreate(resource, { roles: ["editor"] })).toBe(true);
  });

  it("does not ask that of what may be missing, or has a value to start with", () => {
    expect(mayCreate(withField({}), { roles: [] })).toBe(true);
    const started = withField({ required: true, initial: "y" });
    expect(mayCreate(started, { roles: [] })).toBe(true);
  });
});

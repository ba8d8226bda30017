import { describe, expect, it } from "vitest";
import { allows, mayUseField } from "./access.js";

describe("allows", () => {
  it("lets everybody do what is public", () => {
    expect(allows("public", undefined)).toBe(true);
  });

  it("lets whoever signed in do what is for all roles", () => {
    expect(allows("signed-in", undefined)).toBe(false);
    expect(allows("signed-in", { roles: [] })).toBe(true);
  });

  it("asks for one of the roles", () => {
    expect(allows(["admin", "sales"], { roles: ["sales"] })).toBe(true);
    expect(allows(["admin"], { roles: ["sales"] })).toBe(false);
  });

  it("lets nobody do what is disabled", () => {
    expect(allows("nobody", { roles: ["admin"] })).toBe(false);
  });
});

describe("mayUseField", () => {
  it("goes with the entity where the field says nothing", () => {
    expect(mayUseField({}, "view", undefined)).toBe(true);
  });

  it("narrows one action, not the others", () => {
    const field = { access: { update: ["admin"] } };
    expect(mayUseField(field, "update", { roles: ["sales"] })).toBe(false);
    expect(mayUseField(field, "view", { roles: ["sales"] })).toBe(true);
  });
});

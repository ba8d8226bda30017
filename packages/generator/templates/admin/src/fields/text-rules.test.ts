import { describe, expect, it } from "vitest";
import { validateText } from "./text-rules.js";

describe("validateText", () => {
  it("says how much too short a text may not be", () => {
    expect(validateText("a", { minLength: 2 })).toBe("At least 2 characters.");
    expect(validateText("ab", { minLength: 2 })).toBeUndefined();
  });

  it("says how much too long a text is", () => {
    expect(validateText("abcd", { maxLength: 3 })).toBe(
      "At most 3 characters (these are 4).",
    );
  });

  it("asks that the whole text matches the pattern", () => {
    expect(validateText("A1", { pattern: "[A-Z]|[0-9]" })).toContain("[A-Z]");
    expect(validateText("A", { pattern: "[A-Z]|[0-9]" })).toBeUndefined();
  });
});

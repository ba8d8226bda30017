import { describe, expect, it } from "vitest";
import {
  toFullClock,
  toInstant,
  toLocalClock,
  trimClock,
} from "./date-text.js";

describe("a moment", () => {
  it("comes back from the browser's clock as it was", () => {
    for (const instant of [
      "2026-01-31T12:00:00.000Z",
      "2026-07-01T23:59:58.007Z",
    ]) {
      expect(toInstant(toLocalClock(instant))).toBe(instant);
    }
  });

  it("leaves out the seconds that nobody set", () => {
    expect(toLocalClock("2026-01-31T12:00:00.000Z")).toHaveLength(16);
  });

  it("is none when the text is no date", () => {
    expect(toInstant("")).toBeUndefined();
    expect(toLocalClock("soon")).toBe("");
  });
});

describe("a clock on the wall", () => {
  it("is the same everywhere", () => {
    expect(trimClock("2026-03-29T02:30:00.000")).toBe("2026-03-29T02:30");
    expect(toFullClock("2026-03-29T02:30")).toBe("2026-03-29T02:30:00.000");
  });

  it("keeps the seconds that somebody set", () => {
    expect(trimClock("2026-03-29T02:30:05.000")).toBe("2026-03-29T02:30:05");
  });
});

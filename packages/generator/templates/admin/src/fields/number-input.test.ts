import { expect, it } from "vitest";
import { validateBounds } from "./number-input.js";

it("keeps to bounds, also to a bound of 0", () => {
  expect(validateBounds(-1, { minimum: 0 })).toBe("At least 0.");
  expect(validateBounds(1, { maximum: 0 })).toBe("At most 0.");
  expect(validateBounds(0, { minimum: 0, maximum: 0 })).toBeUndefined();
});

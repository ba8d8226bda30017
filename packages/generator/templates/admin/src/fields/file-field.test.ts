import { expect, it } from "vitest";
import { toFileSize, validateFile } from "./file-field.js";

it("keeps to the largest size", () => {
  const file = { size: 2049, type: "image/png" };
  expect(validateFile(file, { maxBytes: 2048 })).toBe("At most 2 KiB.");
  expect(validateFile(file, { maxBytes: 2049 })).toBeUndefined();
});

it("keeps to the media types", () => {
  const rules = { maxBytes: 10, mediaTypes: ["image/*", "text/plain"] };
  expect(validateFile({ size: 1, type: "image/png" }, rules)).toBeUndefined();
  expect(validateFile({ size: 1, type: "text/html" }, rules)).toBe(
    "Allowed are: image/*, text/plain.",
  );
});

it("says sizes as people do", () => {
  expect([0, 1536, 5 * 1024 ** 2].map(toFileSize)).toEqual([
    "0 bytes",
    "1.5 KiB",
    "5 MiB",
  ]);
});

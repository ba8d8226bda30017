import { randomInt } from "node:crypto";

/** The first characters of some moment: 10 are a day, 23 a time without its zone, 24 all of it. */
export function randomTime(length: number): string {
  return new Date(randomInt(2 ** 42)).toISOString().slice(0, length);
}

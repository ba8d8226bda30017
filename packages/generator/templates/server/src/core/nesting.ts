/** More levels than these would exhaust the stack of those who read a request. */
export const MOST_LEVELS = 100;

/** True for a value with more levels of objects and lists than these; it looks no deeper. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((member) =>
    isDeeperThan(member, levels - 1),
  );
}

/** The object without some of its properties. */
export function omit<T extends object, Name extends keyof T>(
  value: T,
  ...names: Name[]
): Omit<T, Name> {
  const left = new Set<PropertyKey>(names);
  return Object.fromEntries(
    Object.entries(value).filter(([name]) => !left.has(name)),
  ) as Omit<T, Name>;
}

import type { CompositeKey } from '@amplication/domain';

/** Keys as a person sends them: those of ids that the entity has keep them, and those of the same fields; the others get a new one. */
export function withKeyIds(
  keys: readonly (Omit<CompositeKey, 'id'> & { readonly id?: string | undefined })[],
  before: readonly CompositeKey[],
  newId: () => string,
): readonly CompositeKey[] {
  const known = new Set(before.map(({ id }) => id));
  const byFields = new Map(before.map(({ id, fieldIds }) => [fieldIds.join(), id]));
  const told = new Set(keys.flatMap(({ id }) => id ?? []));
  return keys.map(({ id, fieldIds }) => {
    if (id !== undefined && known.has(id)) return { id, fieldIds };
    const same = byFields.get(fieldIds.join());
    return { id: same === undefined || told.has(same) ? newId() : same, fieldIds };
  });
}

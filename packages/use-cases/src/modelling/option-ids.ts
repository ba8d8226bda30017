import type { FieldType, Option } from '@amplication/domain';

/**
 * Gives each option of a field an id, so that a rename stays a rename: one without an id keeps that of the option whose value
 * it has, and is a new option otherwise. An option that was stored without an id is known by its value, which becomes its id.
 */
export function withOptionIds<Type extends FieldType>(
  type: Type,
  before: FieldType | undefined,
  newId: () => string,
): Type {
  if (!('options' in type)) return type;
  const known = new Map(
    (before !== undefined && 'options' in before ? before.options : []).map(({ id, value }) => [value, id ?? value]),
  );
  const taken = new Set(type.options.flatMap(({ id }) => id ?? []));
  const options = type.options.map((option): Option => {
    if (option.id !== undefined) return option;
    const id = known.get(option.value);
    return { ...option, id: id === undefined || taken.has(id) ? newId() : id };
  });
  return { ...type, options };
}

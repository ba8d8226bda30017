import type { FieldKind } from '@amplication/domain';

export type Flag = 'required' | 'unique' | 'searchable';

/** Flags that a data type leaves no choice about: fields of the type always have them, or never. */
const FIXED: Readonly<Partial<Record<FieldKind, Readonly<Partial<Record<Flag, boolean>>>>>> = {
  json: { unique: false },
  boolean: { unique: false },
  'multi-select-option-set': { unique: false },
  'geographic-location': { unique: false },
  file: { required: false, unique: false, searchable: false },
  username: { required: true, unique: true },
  password: { required: true, unique: false, searchable: false },
  roles: { required: true, unique: false },
};

/** What a flag is for every field of this type; undefined where a person chooses. */
export function toFixedFlag(kind: FieldKind, flag: Flag): boolean | undefined {
  return FIXED[kind]?.[flag];
}

/** The flags as the type allows them, so that what was chosen for another type does not count. */
export function toFlags(kind: FieldKind, chosen: Readonly<Record<Flag, boolean>>): Record<Flag, boolean> {
  return {
    required: toFixedFlag(kind, 'required') ?? chosen.required,
    unique: toFixedFlag(kind, 'unique') ?? chosen.unique,
    searchable: toFixedFlag(kind, 'searchable') ?? chosen.searchable,
  };
}

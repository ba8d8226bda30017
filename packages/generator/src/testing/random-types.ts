import type { FieldInput } from '@amplication/domain';
import fc from 'fast-check';
import { anyLabel } from './random-names.ts';

type ScalarType = FieldInput['type'];

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });
const wholeBound = maybe(
  fc.oneof(fc.constantFrom(0, 1, -1, 2_147_483_647, 2_147_483_648, -2_147_483_649), fc.maxSafeInteger()),
);
const decimalBound = maybe(fc.oneof(fc.constantFrom(0, -0.5, 1e-7, 1e21, -1e30), fc.integer({ min: -99, max: 99 })));
const optionValue = fc.oneof(
  fc.constantFrom('Red', 'constructor', 'toString', 'null', 'default', 'name', 'length', 'A_1', 'enum', 'Z'),
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,39}$/),
);

/** Leaves out what is undefined, as a form that was not filled in does. */
function given<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}

const anyText = (kind: 'single-line-text' | 'multi-line-text'): fc.Arbitrary<ScalarType> =>
  maybe(fc.constantFrom(1, 7, 36, 255, 500, 501, 10_000)).map((maxLength) => given({ kind, maxLength }));

/** Every data type that is no id and no time stamp, with every option that it has; edits refuse some of them. */
export const anyScalarType: fc.Arbitrary<ScalarType> = fc.oneof(
  anyText('single-line-text'),
  anyText('multi-line-text'),
  fc.constantFrom<ScalarType>({ kind: 'email' }, { kind: 'date-time' }, { kind: 'boolean' }, { kind: 'json' }),
  fc
    .record({ minimum: wholeBound, maximum: wholeBound })
    .map((bounds): ScalarType => given({ kind: 'whole-number', ...bounds })),
  fc
    .record({
      precision: fc.integer({ min: 1, max: 65 }),
      scale: fc.integer({ min: 0, max: 30 }),
      minimum: decimalBound,
      maximum: decimalBound,
    })
    .map((options): ScalarType => given({ kind: 'decimal-number', ...options })),
  fc
    .array(fc.record({ value: optionValue, label: anyLabel }), { minLength: 1, maxLength: 4 })
    .map((options): ScalarType => ({ kind: 'option-set', options })),
);

/** The three ways in which records get their ids. */
export const anyIdStrategy = fc.constantFrom('uuid', 'cuid', 'auto-increment');

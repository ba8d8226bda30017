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
  fc.constantFrom('Red', 'constructor', 'toString', 'undefined', 'default', 'name', 'length', 'A_1', 'enum', 'Z'),
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,62}$/),
);

/** Leaves out what is undefined, as a form that was not filled in does. */
function given<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}

const anyLength = maybe(fc.constantFrom(1, 7, 36, 255, 500, 501, 10_000));
const anyDefault = maybe(fc.constantFrom('', 'x', "it's", 'a `b` "c" ${d}', '12'));
const anyOptions = fc.array(fc.record({ value: optionValue, label: anyLabel }), { minLength: 1, maxLength: 4 });
const withFirst = (options: readonly { readonly value: string }[], wants: boolean): string | undefined =>
  wants ? options[0]?.value : undefined;

/** Every data type that is no id and no time stamp, with every option that it has; edits refuse some of them. */
export const anyScalarType: fc.Arbitrary<ScalarType> = fc.oneof(
  fc
    .record({
      minLength: anyLength,
      maxLength: anyLength,
      pattern: maybe(fc.constantFrom('[a-z/]+', '\\d{2}', 'x|y', '("|`).*')),
      default: anyDefault,
    })
    .map((options): ScalarType => given({ kind: 'single-line-text', ...options })),
  fc
    .record({ minLength: anyLength, maxLength: anyLength, default: anyDefault })
    .map((options): ScalarType => given({ kind: 'multi-line-text', ...options })),
  fc.constantFrom<ScalarType>(
    { kind: 'email' },
    { kind: 'date-time' },
    { kind: 'date-time', format: 'date' },
    { kind: 'date-time', format: 'local', default: 'now' },
    { kind: 'boolean' },
    { kind: 'boolean', default: false },
    { kind: 'json' },
    { kind: 'geographic-location' },
    { kind: 'file' },
    { kind: 'file', maxBytes: 1, mediaTypes: ['image/*', 'text/plain'] },
    { kind: 'password' },
    { kind: 'roles' },
    { kind: 'username' },
  ),
  fc
    .record({
      size: maybe(fc.constantFrom('32-bit' as const, '64-bit' as const)),
      minimum: wholeBound,
      maximum: wholeBound,
      default: wholeBound,
    })
    .map((options): ScalarType => given({ kind: 'whole-number', ...options })),
  fc
    .record({
      precision: fc.integer({ min: 1, max: 65 }),
      scale: fc.integer({ min: 0, max: 30 }),
      minimum: decimalBound,
      maximum: decimalBound,
      default: decimalBound,
    })
    .map((options): ScalarType => given({ kind: 'decimal-number', ...options })),
  fc
    .record({ minimum: decimalBound, maximum: decimalBound, default: decimalBound })
    .map((options): ScalarType => given({ kind: 'float-number', ...options })),
  fc
    .record({ options: anyOptions, hasDefault: fc.boolean() })
    .map(({ options, hasDefault }): ScalarType =>
      given({ kind: 'option-set', options, default: withFirst(options, hasDefault) }),
    ),
  fc
    .record({ options: anyOptions, hasDefault: fc.boolean() })
    .map(({ options, hasDefault }): ScalarType =>
      given({ kind: 'multi-select-option-set', options, default: hasDefault ? [options[0]?.value ?? ''] : undefined }),
    ),
);

/** The ways in which records get their ids. */
export const anyIdStrategy = fc.constantFrom('uuid', 'cuid', 'auto-increment', 'auto-increment-64');

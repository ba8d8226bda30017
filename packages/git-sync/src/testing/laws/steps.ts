import fc from 'fast-check';
import { MERGE_METHODS, type MergeMethod } from './stage.ts';

export type Branch = 'main' | 'amplication';

/** What a person does to a file. */
export const EDITS = [
  'insert',
  'replace',
  'remove',
  'reformat',
  'crlf',
  'move',
  'delete',
  'mode',
  'binary',
  'manifest',
] as const;
export type Edit = (typeof EDITS)[number];

/** What people and the model do, in any order. Numbers pick one of what is there. */
export type Step =
  | {
      readonly kind: 'change' | 'toggle-field';
      readonly service: number;
      readonly entity: number;
      readonly field: number;
    }
  | { readonly kind: 'toggle-entity' | 'rename-entity'; readonly service: number; readonly entity: number }
  | { readonly kind: 'bump'; readonly service: number }
  | { readonly kind: 'share' }
  | {
      readonly kind: 'edit';
      readonly branch: Branch;
      readonly file: number;
      readonly line: number;
      readonly edit: Edit;
    }
  | { readonly kind: 'add'; readonly branch: Branch; readonly folder: number }
  | { readonly kind: 'merge'; readonly method: MergeMethod; readonly deleteBranch: boolean }
  | { readonly kind: 'close'; readonly deleteBranch: boolean }
  | { readonly kind: 'revert'; readonly back: number }
  | { readonly kind: 'force'; readonly back: number }
  | { readonly kind: 'drop-branch' | 'drop-marker' | 'update' | 'keep-mine' | 'sync' };

const nat = (max: number) => fc.nat(max);
const branch = fc.constantFrom<Branch>('main', 'amplication');
const where = { service: nat(1), entity: nat(2), field: nat(4) };

/** Any step; what happens often in life happens often here. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant<'change' | 'toggle-field'>('change'), ...where }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant<'change' | 'toggle-field'>('toggle-field'), ...where }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('toggle-entity' as const, 'rename-entity' as const),
      service: where.service,
      entity: where.entity,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('bump' as const), service: where.service }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'share' as const }) },
  {
    weight: 14,
    arbitrary: fc.record({
      kind: fc.constant('edit' as const),
      branch,
      file: nat(30),
      line: nat(40),
      edit: fc.constantFrom(...EDITS),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('add' as const), branch, folder: nat(9) }) },
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant('merge' as const),
      method: fc.constantFrom(...MERGE_METHODS),
      deleteBranch: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('close' as const), deleteBranch: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('revert' as const), back: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('force' as const), back: fc.integer({ min: 1, max: 2 }) }) },
  { weight: 4, arbitrary: fc.constant({ kind: 'sync' as const }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'update' as const }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      { kind: 'drop-branch' as const },
      { kind: 'drop-marker' as const },
      { kind: 'keep-mine' as const },
    ),
  },
);

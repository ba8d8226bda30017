import { expect, it } from 'vitest';
import { readDelivery } from './read-delivery.ts';

const read = (payload: unknown) => readDelivery(Buffer.from(JSON.stringify(payload)));

it.each([
  [
    'a merge request',
    { object_kind: 'merge_request', object_attributes: { iid: 7 } },
    { kind: 'merge-request', number: 7 },
  ],
  [
    'a comment in one',
    { object_kind: 'note', object_attributes: { id: 1 }, merge_request: { iid: 7 } },
    { kind: 'merge-request', number: 7 },
  ],
  ['a comment elsewhere', { object_kind: 'note', object_attributes: { id: 1 } }, { kind: 'other' }],
  ['a push', { object_kind: 'push', ref: 'refs/heads/feature/x' }, { kind: 'branch', branch: 'feature/x' }],
  ['a tag', { object_kind: 'push', ref: 'refs/tags/v1' }, { kind: 'other' }],
  [
    'a pipeline of a merge request',
    { object_kind: 'pipeline', object_attributes: { ref: 'refs/merge-requests/7/head' }, merge_request: { iid: 7 } },
    { kind: 'merge-request', number: 7 },
  ],
  [
    'a pipeline of a branch',
    { object_kind: 'pipeline', object_attributes: { ref: 'main' }, merge_request: null },
    { kind: 'branch', branch: 'main' },
  ],
  ['something newer', { object_kind: 'wiki_page' }, { kind: 'other' }],
  ['a number that is none', { object_kind: 'merge_request', object_attributes: { iid: '7; drop' } }, { kind: 'other' }],
  ['a branch that is none', { object_kind: 'push', ref: { $ne: 1 } }, { kind: 'other' }],
])('reads %s', (_what, payload, hint) => expect(read(payload)).toEqual(hint));

it('understands nothing of what is no JSON', () => {
  expect(readDelivery(Buffer.from([0xff, 0xfe]))).toEqual({ kind: 'other' });
  expect(readDelivery(Buffer.from('null'))).toEqual({ kind: 'other' });
});

import { expect, it } from 'vitest';
import { withKeyIds } from './key-ids.ts';

const before = [
  { id: '1', fieldIds: ['a', 'b'] },
  { id: '2', fieldIds: ['c', 'd'] },
];
const give = (...keys: Parameters<typeof withKeyIds>[0]): readonly string[] => {
  let count = 0;
  return withKeyIds(keys, before, () => `new-${(count += 1)}`).map(({ id, fieldIds }) => `${fieldIds.join('')}=${id}`);
};

it('keeps the id of a key that is told by it, whatever its fields are now', () => {
  expect(give({ id: '2', fieldIds: ['c', 'e'] })).toEqual(['ce=2']);
});

it('keeps the id of a key that is told by its fields', () => {
  expect(give({ fieldIds: ['c', 'd'] }, { fieldIds: ['d', 'c'] })).toEqual(['cd=2', 'dc=new-1']);
});

it('gives no id twice, and none that the entity does not have', () => {
  expect(give({ id: '1', fieldIds: ['a', 'c'] }, { fieldIds: ['a', 'b'] })).toEqual(['ac=1', 'ab=new-1']);
  expect(give({ id: 'of another part', fieldIds: ['x', 'y'] })).toEqual(['xy=new-1']);
});

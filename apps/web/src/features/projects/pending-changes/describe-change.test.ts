import { describe, expect, it } from 'vitest';
import { describeChange } from './describe-change.ts';

const field = {
  id: 'f',
  name: 'title',
  displayName: 'Title',
  required: false,
  unique: false,
  searchable: true,
  type: { kind: 'single-line-text', maxLength: 200 },
};

describe('describeChange', () => {
  it('shows only what differs of an updated field', () => {
    const after = { ...field, required: true, type: { kind: 'single-line-text' } };
    expect(describeChange({ subject: 'field', before: field, after }, () => undefined)).toEqual([
      { name: 'Options', before: 'at most 200 characters', after: undefined },
      { name: 'Required', before: 'no', after: 'yes' },
    ]);
  });

  it('names the related entity', () => {
    const type = { kind: 'relation', entityId: 'e', inverseFieldId: 'i', cardinality: 'one', onDelete: 'cascade' };
    const rows = describeChange({ subject: 'field', before: null, after: { ...field, type } }, () => 'Artist');
    expect(rows).toContainEqual({ name: 'Options', before: undefined, after: 'one Artist, deleted with it' });
  });
});

import { describe, expect, it } from 'vitest';
import type { FieldType } from '@amplication/domain';
import { withOptionIds } from './option-ids.ts';

const set = (...options: readonly (readonly [value: string, id?: string])[]): FieldType => ({
  kind: 'option-set',
  options: options.map(([value, id]) => ({ value, label: value, ...(id === undefined ? {} : { id }) })),
});
const idsOf = (type: FieldType, before?: FieldType): readonly string[] => {
  let count = 0;
  const after = withOptionIds(type, before, () => `new-${(count += 1)}`);
  return 'options' in after ? after.options.map(({ id, value }) => `${value}=${id}`) : [];
};

describe('the ids of options', () => {
  it('are given to each new one', () => {
    expect(idsOf(set(['red'], ['blue']))).toEqual(['red=new-1', 'blue=new-2']);
  });

  it('stay when a value is told without its id', () => {
    expect(idsOf(set(['blue'], ['red'], ['green']), set(['red', '1'], ['blue', '2']))).toEqual([
      'blue=2',
      'red=1',
      'green=new-1',
    ]);
  });

  it('make a rename of a value that is told with its id', () => {
    expect(idsOf(set(['crimson', '1']), set(['red', '1']))).toEqual(['crimson=1']);
  });

  it('are not given twice where a new option takes the old value of another', () => {
    expect(idsOf(set(['crimson', '1'], ['red']), set(['red', '1']))).toEqual(['crimson=1', 'red=new-1']);
  });

  it('are the values of options that were stored without one', () => {
    expect(idsOf(set(['red'], ['blue']), set(['red']))).toEqual(['red=red', 'blue=new-1']);
  });

  it('go with the options from one choice to several', () => {
    const several: FieldType = { kind: 'multi-select-option-set', options: [{ value: 'red', label: 'Red' }] };
    expect(idsOf(several, set(['red', '1']))).toEqual(['red=1']);
  });

  it('are no matter of other types', () => {
    expect(withOptionIds({ kind: 'email' }, set(['red', '1']), () => 'x')).toEqual({ kind: 'email' });
    expect(idsOf(set(['red']), { kind: 'email' })).toEqual(['red=new-1']);
  });
});

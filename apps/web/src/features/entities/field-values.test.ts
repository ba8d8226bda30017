import { describe, expect, it } from 'vitest';
import { toFaults, toFieldValues } from './field-values.ts';

const values = toFieldValues(undefined);

describe('what is missing in the form of a field', () => {
  it('is nothing for most types', () => {
    expect(toFaults(values)).toEqual({});
  });

  it('is the other entity of a relation', () => {
    expect(toFaults({ ...values, type: { ...values.type, kind: 'relation' } })).toEqual({
      entityId: 'Choose an entity.',
    });
  });

  it('is the value of each option without one; its label is made from the value', () => {
    const options = [
      { value: 'open', label: '' },
      { value: ' ', label: 'Closed' },
    ];
    expect(toFaults({ ...values, type: { ...values.type, kind: 'option-set', options } })).toEqual({
      'type.options.1.value': 'Give it a value.',
    });
  });

  it('is a number that was cleared', () => {
    expect(toFaults({ ...values, type: { ...values.type, kind: 'decimal-number', scale: '' } })).toEqual({
      'type.scale': 'Give a number.',
    });
  });
});

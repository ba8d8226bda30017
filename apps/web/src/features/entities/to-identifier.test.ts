import { describe, expect, it } from 'vitest';
import { toEntityName, toFieldName } from './to-identifier.ts';

describe('names', () => {
  it('makes identifiers of words', () => {
    expect([toEntityName('invoice line'), toFieldName('Unit price')]).toEqual(['InvoiceLine', 'unitPrice']);
  });

  it('leaves identifiers as they are typed', () => {
    expect([toEntityName('APIKey'), toFieldName('vatID')]).toEqual(['APIKey', 'vatID']);
  });
});

import { describe, expect, it } from 'vitest';
import { withDraft } from './draft-title.ts';

describe('withDraft', () => {
  it.each([
    ['Change', 'Draft: Change', 'Change'],
    ['Draft: Change', 'Draft: Change', 'Change'],
    ['draft:  [Draft] Change ', 'draft:  [Draft] Change ', 'Change '],
    ['(DRAFT)Change', '(DRAFT)Change', 'Change'],
    ['Drafting: x', 'Draft: Drafting: x', 'Drafting: x'],
    ['Draft:', 'Draft:', 'Draft:'],
  ])('marks %j, and takes the mark away', (title, draft, ready) => {
    expect(withDraft(title, true)).toBe(draft);
    expect(withDraft(title, false)).toBe(ready);
  });
});

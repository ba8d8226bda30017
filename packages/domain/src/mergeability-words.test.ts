import { expect, it } from 'vitest';
import { toMergeabilityWords } from './mergeability-words.ts';

it.each([
  ['mergeable', 'Ready to be merged'],
  ['ci_still_running', 'Its pipeline is running'],
  ['moon_phase_wrong', 'GitLab says: moon phase wrong'],
  ['not_open', undefined],
  ['', undefined],
])('tells %j as %j', (detail, words) => expect(toMergeabilityWords(detail)).toBe(words));

it('takes no word for a property of objects', () => {
  expect(toMergeabilityWords('to_string')).toBe('GitLab says: to string');
});

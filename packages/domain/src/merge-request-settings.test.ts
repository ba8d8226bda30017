import { describe, expect, it } from 'vitest';
import {
  DEFAULT_AUTHOR,
  DEFAULT_MERGE_REQUEST,
  assertAuthor,
  assertMergeRequestSettings,
  type MergeRequestSettings,
} from './merge-request-settings.ts';
import { refusalOf } from './testing/refusal-of.ts';

const many = (count: number): readonly number[] => Array.from({ length: count }, (_each, index) => index + 1);

describe('the settings of merge requests', () => {
  it.each<Partial<MergeRequestSettings>>([
    {},
    { labels: ['generated', 'team::platform', 'größe', 'two words'] },
    { labels: many(20).map(String) },
    { assigneeIds: many(20), reviewerIds: [7] },
  ])('may be %j', (change) => {
    expect(() => assertMergeRequestSettings({ ...DEFAULT_MERGE_REQUEST, ...change })).not.toThrow();
  });

  it.each<[string, Partial<MergeRequestSettings>]>([
    ['labels', { labels: ['a,b'] }],
    ['labels', { labels: [' '] }],
    ['labels', { labels: ['a', 'A '] }],
    ['labels', { labels: many(21).map(String) }],
    ['assigneeIds', { assigneeIds: [0] }],
    ['assigneeIds', { assigneeIds: [1.5] }],
    ['reviewerIds', { reviewerIds: [3, 3] }],
    ['reviewerIds', { reviewerIds: many(21) }],
  ])('are refused at %s: %j', (field, change) => {
    const refused = refusalOf(() => assertMergeRequestSettings({ ...DEFAULT_MERGE_REQUEST, ...change }));
    expect(refused).toMatchObject({ code: 'invalid_input', problems: [{ path: `mergeRequest.${field}` }] });
  });
});

describe('who signs the commits', () => {
  it.each([
    DEFAULT_AUTHOR,
    { name: 'Größe, Inc.', email: 'bot+ci@sub.example.com' },
    { name: '日本', email: 'bot@localhost' },
  ])('may be %j', (author) => {
    expect(() => assertAuthor(author)).not.toThrow();
  });

  it.each([
    ['name', { name: '' }],
    ['name', { name: ' ' }],
    ['name', { name: '.,;' }],
    ['name', { name: 'a <b' }],
    ['name', { name: 'a\nb' }],
    ['name', { name: 'a\0b' }],
    ['name', { name: 'a'.repeat(101) }],
    ['email', { email: '' }],
    ['email', { email: 'bot' }],
    ['email', { email: 'bot@' }],
    ['email', { email: 'a b@example.com' }],
    ['email', { email: 'a@b@example.com' }],
    ['email', { email: '<bot@example.com>' }],
    ['email', { email: 'bot@example.com\n' }],
    ['email', { email: `${'a'.repeat(250)}@example.com` }],
  ])('is refused at %s: %j', (field, change) => {
    const refused = refusalOf(() => assertAuthor({ ...DEFAULT_AUTHOR, ...change }));
    expect(refused).toMatchObject({ code: 'invalid_input', problems: [{ path: `author.${field}` }] });
  });
});

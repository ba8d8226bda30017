/* oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-call, typescript/no-unsafe-member-access, typescript/no-unsafe-return, typescript/restrict-template-expressions -- plain JavaScript has no types */
// node --test examples/plugins/changelog/index.test.mjs
import assert from 'node:assert/strict';
import { test } from 'node:test';
import plugin from './index.js';

const model = { serverDirectory: 'server', entities: [{ name: 'Track' }, { name: 'Artist' }] };
const readme = { path: 'server/README.md', mode: '100644', content: '# Music\n', key: 'readme' };

void test('adds a changelog, and a line to the README', () => {
  const [changelog, changed] = plugin.generate({ model, files: [readme], settings: { title: 'News' } });
  assert.equal(changelog.content, '# News\n\n## Unreleased\n\n- Artist\n- Track\n');
  assert.equal(changed.key, readme.key);
  assert.match(changed.content, /CHANGELOG\.md/u);
});

void test('does without a README', () => {
  assert.equal(plugin.generate({ model, files: [], settings: { title: 'News' } }).length, 1);
});

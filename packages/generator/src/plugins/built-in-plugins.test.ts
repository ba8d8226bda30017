import { format } from 'oxfmt';
import { describe, expect, it } from 'vitest';
import { updateEntity, type GeneratedFile } from '@amplication/domain';
import { chinookModel, entityNamed } from '../testing/models.ts';
import { generateWithPlugins } from './generate-with-plugins.ts';
import { builtInPlugins } from './installed-plugins.ts';
import type { SettingValue } from './plugin.ts';

type Settings = Readonly<Record<string, SettingValue>>;

const model = chinookModel();
const server = model.serverDirectory;

async function generate(name: string, settings: Settings, of = model): Promise<readonly GeneratedFile[]> {
  const input = { model: { ...of, plugins: [{ name, settings }] }, earlierMigrations: [], migrationName: '1' };
  return (await generateWithPlugins(input, builtInPlugins())).files;
}

const contentOf = (files: readonly GeneratedFile[], path: string): string | undefined =>
  files.find((file) => file.path === path)?.content;

describe('codeowners', () => {
  it('says who reviews: everything, then folders', async () => {
    const rules = ' /apps/shop-server/  @shop-team, lead@example.com \n\n*.sql @dba/core ';
    const files = await generate('codeowners', { owners: '@a @a, @b/c', rules });
    expect(contentOf(files, '.gitlab/CODEOWNERS')).toBe(
      '# Who reviews what in this repository; the last line that matches counts.\n' +
        '* @a @b/c\n/apps/shop-server/ @shop-team lead@example.com\n*.sql @dba/core\n',
    );
    expect(contentOf(files, '.gitlab/merge_request_templates/Default.md')).toContain('## What changes');
  });

  it('gives the same bytes for another service of the repository', async () => {
    const other = {
      ...model,
      name: 'Orders',
      slug: 'orders',
      serverDirectory: 'apps/orders',
      adminDirectory: 'apps/x',
    };
    const root = (files: readonly GeneratedFile[]) => files.filter(({ path }) => path.startsWith('.gitlab/'));
    const settings = { owners: '@team' };
    expect(root(await generate('codeowners', settings, other))).toEqual(root(await generate('codeowners', settings)));
  });

  it.each([
    ['nobody', {}, 'it has no owners'],
    ['what is no owner', { owners: 'team' }, '"team" is no owner'],
    ['a folder of nobody', { rules: '/apps/' }, '"/apps/" has no owner'],
    ['what is no path', { rules: '[section] @a' }, '"[section]" is no path'],
  ])('refuses %s', async (_what, settings: Settings, sentence) => {
    await expect(generate('codeowners', settings)).rejects.toThrow(sentence);
  });
});

describe('kafka', () => {
  it('publishes the events of the entities that are named, by name or id', async () => {
    const album = entityNamed(model, 'Album').id;
    const files = await generate('kafka', { entities: `Artist, ${album}`, topicPrefix: 'music.' });
    const publishing = files.filter(({ path }) => path.endsWith('.publishing.ts')).map(({ path }) => path);
    expect(publishing).toEqual([
      `${server}/src/album/album.publishing.ts`,
      `${server}/src/artist/artist.publishing.ts`,
    ]);
    expect(contentOf(files, `${server}/src/album/album.publishing.ts`)).toContain('"music.albums"');
    expect(contentOf(files, `${server}/src/album/album.module.ts`)).toContain('PublishingAlbumService');
    expect(contentOf(files, `${server}/src/genre/genre.module.ts`)).not.toContain('Publishing');
    expect(contentOf(files, `${server}/.env.example`)).toContain('KAFKA_BROKERS=\n');
    expect(contentOf(files, `${server}/package.json`)).toContain('"@platformatic/kafka"');
  });

  it('follows an entity that was chosen by its id to its new name', async () => {
    const album = entityNamed(model, 'Album').id;
    const files = await generate('kafka', { entities: album }, updateEntity(model, album, { name: 'Record2' }));
    expect(contentOf(files, `${server}/src/record2/record2.publishing.ts`)).toContain('"chinook.');
  });

  it.each([
    ['no entity', { entities: 'Nothing' }, 'the service has no entity "Nothing"'],
    ['no topic', { consume: 'a b' }, '"a b" is no topic'],
    ['no beginning of topics', { topicPrefix: 'ü' }, 'is no topic'],
  ])('refuses what is %s', async (_what, settings: Settings, sentence) => {
    await expect(generate('kafka', settings)).rejects.toThrow(sentence);
  });

  it.each([
    ['all as it comes', {}],
    [
      'records, and topics to listen to',
      { payload: 'record', consume: 'orders, a.very.long.topic.of.another.service' },
    ],
  ])('writes as the formatter does: %s', async (_what, settings: Settings) => {
    for (const { path, content } of await generate('kafka', settings)) {
      if (!path.endsWith('.ts')) continue;
      expect((await format(path, content, { printWidth: 80 })).code, path).toBe(content);
    }
  });
});

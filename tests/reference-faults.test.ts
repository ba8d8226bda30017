import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseServiceModel, updateEntity } from '@amplication/domain';
import { generateService } from '@amplication/generator';

/**
 * What generated services are known to get wrong elsewhere, where it shows in the files. What only a running service shows is in
 * `support/generated-shop` and in the tests of the generated project; docs/guide/generated-service.md lists both.
 */
describe('a generated service', () => {
  const files = new Map<string, string>();
  const content = (path: string): string => {
    const found = files.get(path);
    if (found === undefined) throw new Error(`There is no ${path}.`);
    return found;
  };
  const namesOf = (text: string, pattern: RegExp): readonly string[] =>
    [...text.matchAll(pattern)].map(([, name = '']) => name);
  let model: ReturnType<typeof parseServiceModel>;
  beforeAll(async () => {
    model = parseServiceModel(
      JSON.parse(await readFile(new URL('../examples/shop/model.json', import.meta.url), 'utf8')),
    );
    const tree = generateService({ model, earlierMigrations: [], migrationName: '00001_initial' });
    for (const { path, content: text } of tree.files) files.set(path, text);
  });

  it('is closed by default: to strangers and to the pages of other origins', () => {
    expect(content('apps/shop-server/.env.example')).toMatch(/^CORS_ORIGINS=$/mu);
    const handlers = [...files].filter(([path]) => path.endsWith('.controller.base.ts'));
    for (const [path, text] of handlers) {
      const routes = namesOf(text, /@(Get|Post|Put|Patch|Delete)\(/gu).length;
      expect([path, namesOf(text, /@(Allow)\(/gu).length]).toEqual([path, routes]);
    }
    // What has no such mark, as a handler of one's own, is for whoever signed in.
    expect(content('apps/shop-server/src/auth/access.guard.ts')).toContain('"signed-in"');
  });

  it('commits no secret: they are empty, or come from outside', () => {
    expect([...files.keys()].filter((path) => /(?:^|\/)\.env$/u.test(path))).toEqual([]);
    expect(content('apps/shop-server/.env.example')).toMatch(/^TOKEN_SECRET=$/mu);
    expect(content('apps/shop-server/.gitignore')).toMatch(/^\/?\.env$/mu);
    expect(content('apps/shop-server/compose.yaml')).not.toMatch(/(?:PASSWORD|SECRET): (?!\$\{)/u);
    expect(content('apps/shop-server/src/seed.ts')).toContain('randomBytes');
  });

  it('copies into its images what its builds write', () => {
    const server = JSON.parse(content('apps/shop-server/tsconfig.build.json')) as { readonly extends: string };
    expect(server.extends).toBe('./tsconfig.json');
    expect(content('apps/shop-server/tsconfig.json')).toContain('"outDir": "dist"');
    expect(content('apps/shop-server/Dockerfile')).toContain('COPY --from=build /app/dist ./dist');
    // Vite writes to `dist` unless it is told otherwise.
    expect(content('apps/shop-admin/vite.config.ts')).not.toContain('outDir');
    expect(content('apps/shop-admin/Dockerfile')).toContain('COPY --from=build /app/dist ');
    const copied = namesOf(content('apps/shop-server/Dockerfile'), /^COPY (?!--)([^.\s].*) \S+$/gmu);
    for (const name of copied.flatMap((names) => names.split(' '))) {
      expect(
        [...files.keys()].some((path) => path.startsWith(`apps/shop-server/${name}`)),
        name,
      ).toBe(true);
    }
  });

  it('has an admin UI that asks for what the API has', () => {
    const { paths } = JSON.parse(content('apps/shop-server/openapi.json')) as { readonly paths: object };
    const resources = [...files].filter(([path]) => path.endsWith('.resource.ts'));
    expect(resources).toHaveLength(model.entities.length);
    for (const [, text] of resources) {
      const [entity = '', ...relations] = namesOf(text, /^ +route: "([^"]+)"/gmu);
      expect(paths).toHaveProperty([`/api/${entity}`, 'get']);
      for (const route of relations) expect(paths).toHaveProperty([`/api/${entity}/{id}/${route}`, 'get']);
    }
  });

  it('tells two relations to one entity apart', () => {
    const resource = content('apps/shop-admin/src/entities/order/order.resource.ts');
    expect(namesOf(resource, /key: "(\w+)",\n +target: "Customer"/gu)).toEqual(['customerId', 'billedToId']);
    const schema = content('apps/shop-server/schema.graphql');
    expect(namesOf(schema, /^ {2}(\w+)\(.*: OrderPage!$/gmu)).toEqual(expect.arrayContaining(['orders', 'bills']));
  });

  it('comes with migrations, a lock, a pipeline, a linter and tests that need a database', () => {
    for (const path of ['prisma/migrations/00001_initial/migration.sql', 'package-lock.json', '.oxlintrc.json'])
      expect(files.has(`apps/shop-server/${path}`), path).toBe(true);
    const pipeline = content('apps/shop-server/.gitlab-ci.yml');
    for (const command of ['npm ci', 'npm run lint', 'npm run typecheck', 'npm run migrate', 'npm test'])
      expect(pipeline).toContain(`- ${command}\n`);
    const tests = [...files].filter(([path]) => path.startsWith('apps/shop-server/') && path.endsWith('.test.ts'));
    expect(tests.length).toBeGreaterThan(model.entities.length);
    expect(tests.filter(([, text]) => /\bvi\.(?:fn|mock)\b/u.test(text))).toEqual([]);
  });

  it('renames a table and keeps its records when an entity is renamed', () => {
    const passport = model.entities.find(({ name }) => name === 'Passport');
    if (passport === undefined) throw new Error('The shop has no Passport.');
    const renamed = updateEntity(model, passport.id, { name: 'Permit' });
    const migration = generateService({
      model: renamed,
      previous: model,
      earlierMigrations: [
        { name: '00001_initial', sql: content('apps/shop-server/prisma/migrations/00001_initial/migration.sql') },
      ],
      migrationName: '00002_permit',
    }).files.find(({ path }) => path.endsWith('00002_permit/migration.sql'));
    expect(migration?.content).toContain('ALTER TABLE "Passport" RENAME TO "Permit"');
    expect(migration?.content).not.toMatch(/DROP TABLE|CREATE TABLE/u);
  });
});

import { readFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseServiceModel } from '@amplication/domain';
import {
  hasMariaDb,
  installModules,
  runScript,
  startMariaDb,
  writeService,
  type MariaDb,
  type TestDatabase,
  type WrittenService,
} from '@amplication/test-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const STEPS = `-- check: "x"; and 'y'
CREATE TABLE \`odd;name\` (id INTEGER PRIMARY KEY, note TEXT DEFAULT ('it''s; \\\\'));

ALTER TABLE Customer ADD CONSTRAINT few CHECK (name <> 'Ada');

DROP TABLE \`odd;name\`;
`;

describe.skipIf(!hasMariaDb())('npm run migrate over MariaDB (skipped where there is no mariadbd)', () => {
  let maria: MariaDb;
  let database: TestDatabase;
  let shop: WrittenService;
  beforeAll(async () => {
    const text = await readFile(new URL('../examples/shop/model.json', import.meta.url), 'utf8');
    shop = await writeService({ ...parseServiceModel(JSON.parse(text)), database: 'mysql' });
    await installModules(shop.server);
    maria = await startMariaDb();
    database = await maria.createDatabase();
  }, 300_000);
  afterAll(async () => {
    await maria.stop();
    await shop.remove();
  });
  const migrate = (): Promise<string> => runScript(shop.server, 'migrate', { DATABASE_URL: database.url });
  const write = async (sql: string): Promise<void> => {
    const folder = join(shop.server, 'prisma/migrations/00002_by_hand');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'migration.sql'), sql);
  };

  it('applies each migration once, however many ask for it at the same time', async () => {
    const answers = await Promise.all([migrate(), migrate(), migrate()]);
    expect(answers.filter((answer) => answer.includes('Applied 1 migration(s).'))).toHaveLength(1);
    expect(answers.filter((answer) => answer.includes('The database is up to date.'))).toHaveLength(2);
  });

  it('goes on where a migration failed, once the rows allow it', async () => {
    await maria.query(database, "INSERT INTO Customer (id, updatedAt, name) VALUES ('1', NOW(), 'Ada')");
    await write(STEPS);
    await expect(migrate()).rejects.toThrow('00002_by_hand failed at statement 2 of 3, and goes on there next time');
    await write(STEPS.replace('few', 'less'));
    await expect(migrate()).rejects.toThrow('00002_by_hand was edited after 1 of its statements had been applied');
    await write(STEPS);
    await maria.query(database, "UPDATE Customer SET name = 'Bob'");
    expect(await migrate()).toContain('Applied 00002_by_hand.');
    expect(await migrate()).toContain('The database is up to date.');
  });
});

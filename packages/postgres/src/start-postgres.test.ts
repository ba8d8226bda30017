import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { claimFolder } from './claim-folder.ts';
import { PostgresError } from './postgres-error.ts';
import { startPostgres, type PostgresConnection, type RunningPostgres } from './start-postgres.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

describe('the embedded database', () => {
  const folders: string[] = [];
  const running: RunningPostgres[] = [];

  afterEach(async () => {
    for (const { stop } of running.splice(0)) await stop();
  });
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  const newFolder = (): string => {
    const folder = mkdtempSync(join(tmpdir(), 'amplication-pg-'));
    // The database's own user must be able to enter when the tests run as root.
    chmodSync(folder, 0o755);
    folders.push(folder);
    return folder;
  };
  const start = async (directory: string, environment: NodeJS.ProcessEnv = process.env): Promise<RunningPostgres> => {
    const postgres = await startPostgres({ directory, environment });
    running.push(postgres);
    return postgres;
  };
  const query = async (connection: PostgresConnection, text: string): Promise<readonly Record<string, unknown>[]> => {
    const client = new pg.Client(connection);
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text)).rows;
    } finally {
      await client.end();
    }
  };

  it('keeps its data over a stop and a start, and listens on no network', async () => {
    const directory = newFolder();
    const progress: string[] = [];
    const first = await startPostgres({ directory, report: (text) => progress.push(text) });
    running.push(first);
    await query(first.connection, 'create table kept as select 7 as value');
    expect(await query(first.connection, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
    await first.stop();
    await expect(query(first.connection, 'select 1')).rejects.toThrow();

    const second = await startPostgres({ directory, report: (text) => progress.push(text) });
    running.push(second);
    expect(await query(second.connection, 'select value from kept')).toEqual([{ value: 7 }]);
    expect(progress).toEqual(['creating the database']);
    expect(statSync(join(directory, 'password')).mode & 0o777).toBe(0o600);
    await second.stop();
    await second.stop();
  });

  it('refuses a wrong password', async () => {
    const { connection } = await start(newFolder());
    await expect(query({ ...connection, password: 'guess' }, 'select 1')).rejects.toThrow(
      'password authentication failed',
    );
  });

  it('runs twice at once in two folders', async () => {
    const [one, two] = await Promise.all([start(newFolder()), start(newFolder())]);
    await query(one.connection, 'create table mine (id int)');
    await expect(query(two.connection, 'select * from mine')).rejects.toThrow('does not exist');
    expect(one.connection.password).not.toBe(two.connection.password);
  });

  it('runs in a folder whose path is too long for a socket', async () => {
    const directory = join(newFolder(), 'deep'.repeat(30));
    mkdirSync(directory);
    const { connection } = await start(directory);
    expect(connection.host.startsWith(directory)).toBe(false);
    expect(await query(connection, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('is in use by one process at a time, and free when that one lets go', async () => {
    const directory = newFolder();
    const { connection } = await start(directory);
    const claim = await claimFolder(connection, directory);
    const second = claimFolder(connection, directory);
    await expect(second).rejects.toThrow(PostgresError);
    await expect(second).rejects.toThrow(
      `The data folder ${directory} is in use by another process (${process.pid}): stop it, or choose another DATA_DIR.`,
    );
    await claim.release();
    await (await claimFolder(connection, directory)).release();
  });

  it('refuses the folder of another major version, and says how to open it', async () => {
    const directory = newFolder();
    mkdirSync(join(directory, 'data'));
    writeFileSync(join(directory, 'data', 'PG_VERSION'), '9\n');
    const attempt = startPostgres({ directory });
    await expect(attempt).rejects.toThrow(PostgresError);
    await expect(attempt).rejects.toThrow(
      /^The data folder belongs to PostgreSQL 9, but only .* set PG_BIN to the bin folder of PostgreSQL 9/u,
    );
    expect(readFileSync(join(directory, 'data', 'PG_VERSION'), 'utf8')).toBe('9\n');
  });

  it('refuses a PG_BIN without PostgreSQL in it', async () => {
    const empty = newFolder();
    const attempt = startPostgres({ directory: newFolder(), environment: { ...process.env, PG_BIN: empty } });
    await expect(attempt).rejects.toThrow(`PG_BIN is ${empty}, but there is no PostgreSQL`);
  });

  it('begins anew where a kill left half a data folder', async () => {
    const directory = newFolder();
    mkdirSync(join(directory, 'data.new'));
    writeFileSync(join(directory, 'data.new', 'half'), '');
    const { connection } = await start(directory);
    expect(await query(connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(existsSync(join(directory, 'data.new'))).toBe(false);
  });

  describe('of a process that was killed', () => {
    const bundle = join(ROOT, '.cache', `postgres-child-${process.pid}.mjs`);

    beforeAll(async () => {
      const contents = `
        import { claimFolder, startPostgres } from './index.ts';
        const { connection } = await startPostgres({ directory: process.argv[2] });
        await claimFolder(connection, process.argv[2]);
        console.log('started');
        setInterval(() => undefined, 1000);`;
      const stdin = { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'ts' } as const;
      await build({ stdin, bundle: true, platform: 'node', format: 'esm', packages: 'external', outfile: bundle });
    });
    afterAll(() => rmSync(bundle, { force: true }));

    it('is taken over as it runs, with its data and without its claim', async () => {
      const directory = newFolder();
      const child = spawn(process.execPath, [bundle, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
      const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
      expect(line).toBe('started');
      const pid = readFileSync(join(directory, 'data', 'postmaster.pid'), 'utf8').split('\n')[0];

      const mine = await start(directory);
      await query(mine.connection, 'create table before_kill (id int)');
      await expect(claimFolder(mine.connection, directory)).rejects.toThrow(`(${child.pid})`);
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;

      const adopted = await start(directory);
      expect(readFileSync(join(directory, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]).toBe(pid);
      expect(await query(adopted.connection, 'select * from before_kill')).toEqual([]);
      // The lock goes when the server notices that its client is gone.
      const claimed = () =>
        claimFolder(adopted.connection, directory).then(
          ({ release }) => release().then(() => true),
          () => false,
        );
      await expect.poll(claimed).toBe(true);
      await adopted.stop();
      expect(existsSync(join(directory, 'data', 'postmaster.pid'))).toBe(false);
    });
  });
});

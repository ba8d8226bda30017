import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort, signInDemo, startProgram, type Program } from '@amplication/test-kit';

/** `npm start` as a person at a terminal sees it: one program, one data folder. */
describe('start and stop', () => {
  let directory: string;
  let environment: Record<string, string>;
  const programs: Program[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'amplication-start-'));
    // The database's own user must be able to enter when the tests run as root.
    await chmod(directory, 0o755);
    environment = {
      DATA_DIR: join(directory, 'data'),
      PORT: String(await findFreePort()),
      SANDBOX_PORT: String(await findFreePort()),
    };
  });
  afterAll(async () => {
    for (const program of programs) program.process.kill('SIGKILL');
    await Promise.all(programs.map((program) => program.exited));
    await stopOrphan(join(directory, 'data/postgres/data/postmaster.pid'));
    await rm(directory, { recursive: true, force: true });
  });

  const start = (changes: Readonly<Record<string, string>> = {}): Program => {
    const program = startProgram({ ...environment, ...changes });
    programs.push(program);
    return program;
  };
  const url = (): string => `http://localhost:${environment['PORT'] ?? ''}`;

  it('says where everything is, and stops in order when npm is told to', async () => {
    const program = startProgram(environment, { throughNpm: true });
    programs.push(program);
    await program.waitFor('Stop with Ctrl-C.');
    expect(program.output()).toContain(`Web UI          ${url()}`);
    expect((await fetch(`${url()}/readyz`)).status).toBe(200);
    program.process.kill('SIGTERM');
    expect(await program.exited).toBe(0);
    expect(program.output()).toContain('Stopped.');
    await expect(readFile(join(directory, 'data/postgres/data/postmaster.pid'))).rejects.toThrow('ENOENT');
  });

  it('finds everything again, and enters the demo only once', async () => {
    const program = start();
    await program.waitFor('Stop with Ctrl-C.');
    expect(program.output()).not.toContain('entering the demo');
    const cookie = await signInDemo(url());
    const session = (await (await fetch(`${url()}/api/v1/session`, { headers: { cookie } })).json()) as {
      workspaces: { id: string }[];
    };
    const projects = await (
      await fetch(`${url()}/api/v1/workspaces/${session.workspaces[0]?.id ?? ''}/projects`, { headers: { cookie } })
    ).json();
    expect(projects).toMatchObject([{ name: 'Digital media store', services: 1 }]);
    program.process.kill('SIGINT');
    expect(await program.exited).toBe(0);
  });

  it('knows no demo user without the sandbox, neither with a password nor with an old session', async () => {
    const beside = start();
    await beside.waitFor('Stop with Ctrl-C.');
    const cookie = await signInDemo(url());
    beside.process.kill('SIGTERM');
    await beside.exited;
    const program = start({ SANDBOX_PORT: 'off' });
    await program.waitFor('Stop with Ctrl-C.');
    const origin = url();
    const answer = await fetch(`${url()}/api/v1/demo-session`, { method: 'POST', headers: { origin } });
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'demo_unavailable' }]);
    expect((await fetch(`${url()}/api/v1/session`, { headers: { cookie } })).status).toBe(401);
    program.process.kill('SIGTERM');
    expect(await program.exited).toBe(0);
  });

  it('takes over the database that a killed server left running', async () => {
    const killed = start();
    await killed.waitFor('Stop with Ctrl-C.');
    killed.process.kill('SIGKILL');
    await killed.exited;
    const pid = await readFile(join(directory, 'data/postgres/data/postmaster.pid'), 'utf8');
    const program = start();
    await program.waitFor('Stop with Ctrl-C.');
    expect(await readFile(join(directory, 'data/postgres/data/postmaster.pid'), 'utf8')).toBe(pid);
    program.process.kill('SIGTERM');
    expect(await program.exited).toBe(0);
  });

  it('refuses a data folder that another process uses, and leaves that one alone', async () => {
    const first = start();
    await first.waitFor('Stop with Ctrl-C.');
    const second = start({ PORT: String(await findFreePort()), SANDBOX_PORT: String(await findFreePort()) });
    expect(await second.exited).toBe(1);
    expect(second.output()).toMatch(/data folder .* is in use by another process/u);
    expect((await fetch(`${url()}/readyz`)).status).toBe(200);
    first.process.kill('SIGTERM');
    expect(await first.exited).toBe(0);
  });

  it('says which port is taken and what to set', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const program = start({ PORT: port });
    expect(await program.exited).toBe(1);
    expect(program.output()).toContain(
      `Port ${port} is taken by another program: stop it, or set PORT to a free port.`,
    );
    taken.close();
  });

  it('says that git is missing, or too old', async () => {
    const bin = join(directory, 'bin');
    await mkdir(bin);
    await symlink(process.execPath, join(bin, 'node'));
    const without = start({ PATH: bin });
    expect(await without.exited).toBe(1);
    expect(without.output()).toContain('git was not found: install git 2.38 or newer');
    await writeFile(join(bin, 'git'), '#!/bin/sh\necho git version 2.30.1\n', { mode: 0o755 });
    const old = start({ PATH: bin });
    expect(await old.exited).toBe(1);
    expect(old.output()).toContain('git 2.30 is too old: install git 2.38 or newer.');
  });

  it('refuses a data folder of another PostgreSQL major', async () => {
    const data = join(directory, 'other');
    await mkdir(join(data, 'postgres/data'), { recursive: true });
    await writeFile(join(data, 'postgres/data/PG_VERSION'), '12\n');
    const program = start({ DATA_DIR: data });
    expect(await program.exited).toBe(1);
    expect(program.output()).toContain('The data folder belongs to PostgreSQL 12');
  });

  it('lists everything that is wrong with the settings at once', async () => {
    const program = start({ PORT: 'http', ROLE: 'boss', LOG_LEVEL: 'loud' });
    expect(await program.exited).toBe(1);
    for (const name of ['PORT', 'ROLE', 'LOG_LEVEL']) expect(program.output()).toContain(name);
  });
});

async function stopOrphan(pidFile: string): Promise<void> {
  const pid = Number.parseInt(await readFile(pidFile, 'utf8').catch(() => ''), 10);
  if (pid > 1) execFileSync('kill', ['-INT', String(pid)]);
}

import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { at, openSandbox, request } from './testing/open-sandbox.ts';

describe('startSandbox', () => {
  it('finds everything again after a restart', async () => {
    const first = await openSandbox();
    const created = await first.call('POST', '/projects', { body: { name: 'Kept', initialize_with_readme: true } });
    await first.stop();
    const second = await openSandbox({ dataDir: first.dataDir });
    expect(second.tokens).toEqual(first.tokens);
    expect(second.oauthApplication).toEqual(first.oauthApplication);
    const read = await second.call('GET', `/projects/${at(created.body, 'id')}`);
    expect(read.body).toMatchObject({ name: 'Kept', default_branch: 'main' });
    expect((await stat(join(first.dataDir, 'state.json'))).mode & 0o777).toBe(0o600);
    await second.dispose();
  });

  it('starts with nothing when asked to', async () => {
    const sandbox = await openSandbox({ seed: 'none' });
    expect(sandbox.groups).toEqual([]);
    expect((await sandbox.call('GET', '/projects')).body).toEqual([]);
    expect((await sandbox.call('GET', '/namespaces')).body).toMatchObject([{ kind: 'user', full_path: 'demo' }]);
    await sandbox.dispose();
  });

  it('fails requests as planned, as often as planned', async () => {
    const sandbox = await openSandbox({ seed: 'none' });
    sandbox.faults.add({
      path: /\/user$/,
      status: 429,
      headers: { 'retry-after': '1' },
      body: 'Retry later\n',
      times: 2,
    });
    expect((await sandbox.call('GET', '/user')).status).toBe(429);
    expect((await sandbox.call('GET', '/version')).status).toBe(200);
    expect((await sandbox.call('GET', '/user')).text).toBe('Retry later\n');
    expect((await sandbox.call('GET', '/user')).status).toBe(200);
    expect(sandbox.requests.list('rest').map((one) => one.status)).toEqual([429, 200, 429, 200]);
    await sandbox.dispose();
  });

  it('runs as a program that says where it is, fails as told, and stops on a signal', async () => {
    const data = await mkdtemp(join(tmpdir(), 'sandbox-main-'));
    const fault = JSON.stringify({ path: '/health$', status: 503, times: 1 });
    const child = run(['--port', '0', '--data', data, '--seed', 'none', '--latency', '20', '--fault', fault]);
    const line = await new Promise<string>((resolve) =>
      child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())),
    );
    const told: unknown = JSON.parse(line);
    expect(told).toMatchObject({
      tokens: { owner: expect.stringMatching(/^glpat-/) as string },
      oauthApplication: { clientId: expect.any(String) as string },
    });
    const started = performance.now();
    expect((await request(`${at(told, 'url')}/-/health`)).status).toBe(503);
    expect(performance.now() - started).toBeGreaterThanOrEqual(19);
    expect((await request(`${at(told, 'url')}/-/health`)).text).toBe('GitLab OK');
    child.kill('SIGTERM');
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
    await rm(data, { recursive: true, force: true });
  });

  it.each([
    ['no data folder', ['--port', '0']],
    ['a fault that is none', ['--data', '/nonexistent', '--fault', '{"when":"later"}']],
    ['a latency that is none', ['--data', '/nonexistent', '--latency', 'slow']],
  ])('tells how it is used when given %s', async (_name, args) => {
    const child = run(args, 'pipe');
    const told: Buffer[] = [];
    child.stderr?.on('data', (chunk: Buffer) => told.push(chunk));
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(2);
    expect(Buffer.concat(told).toString()).toContain('Usage: gitlab-sandbox');
  });
});

function run(args: readonly string[], stderr: 'inherit' | 'pipe' = 'inherit') {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], { stdio: ['ignore', 'pipe', stderr] });
  if (child.stdout === null) throw new Error('no output');
  return Object.assign(child, { stdout: child.stdout });
}

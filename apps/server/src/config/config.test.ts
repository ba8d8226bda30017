import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from './config.ts';

const KEY = 'a'.repeat(64);
const parse = (environment: NodeJS.ProcessEnv = {}) => parseConfig(environment, '/data');
const faultsOf = (environment: NodeJS.ProcessEnv): readonly string[] => {
  try {
    parse(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
  throw new Error('It was accepted.');
};

describe('without any setting', () => {
  it('the server is on this machine only, with its sandbox beside it', () => {
    expect(parse()).toEqual({
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://localhost:3000',
      sandboxPort: 3001,
      dataDirectory: '/data',
      databaseUrl: undefined,
      encryptionKeys: undefined,
      allowedHosts: [],
      proxies: { http: undefined, https: undefined, none: '' },
      gitLab: undefined,
      role: 'all',
      logLevel: 'warn',
    });
  });

  it('an empty setting is none', () => {
    const names = [
      'HOST',
      'PORT',
      'SANDBOX_PORT',
      'DATA_DIR',
      'DATABASE_URL',
      'PUBLIC_URL',
      'ENCRYPTION_KEY',
      'ROLE',
      'LOG_LEVEL',
      'GITLAB_URL',
    ];
    expect(parse(Object.fromEntries(names.map((name) => [name, ''])))).toEqual(parse());
  });
});

describe('a setting', () => {
  it('is read in full', () => {
    const environment = {
      HOST: '0.0.0.0',
      PORT: '8080',
      DATA_DIR: '/var/lib/amplication',
      DATABASE_URL: 'postgresql://db/amplication',
      PUBLIC_URL: 'https://amplication.example.com/',
      ENCRYPTION_KEY: `${KEY},${'b'.repeat(64)}`,
      ALLOWED_HOSTS: 'gitlab.internal, git.lan:8443 ,',
      HTTPS_PROXY: 'http://proxy.lan:3128',
      NO_PROXY: 'git.lan',
      GITLAB_URL: 'https://gitlab.com/',
      GITLAB_CLIENT_ID: 'id',
      GITLAB_CLIENT_SECRET: 'secret',
      ROLE: 'api',
      LOG_LEVEL: 'debug',
    };
    expect(parse(environment)).toEqual({
      host: '0.0.0.0',
      port: 8080,
      publicUrl: 'https://amplication.example.com',
      sandboxPort: undefined,
      dataDirectory: '/var/lib/amplication',
      databaseUrl: 'postgresql://db/amplication',
      encryptionKeys: [KEY, 'b'.repeat(64)],
      allowedHosts: ['gitlab.internal', 'git.lan:8443'],
      proxies: { http: undefined, https: 'http://proxy.lan:3128', none: 'git.lan' },
      gitLab: { baseUrl: 'https://gitlab.com', clientId: 'id', clientSecret: 'secret' },
      role: 'api',
      logLevel: 'debug',
    });
  });

  it.each<[string, NodeJS.ProcessEnv]>([
    ['PORT', { PORT: 'many' }],
    ['PORT', { PORT: '0' }],
    ['PORT', { PORT: '65536' }],
    ['PORT', { PORT: '3000.5' }],
    ['SANDBOX_PORT', { SANDBOX_PORT: 'on' }],
    ['SANDBOX_PORT', { SANDBOX_PORT: '70000' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://db', ENCRYPTION_KEY: KEY }],
    ['PUBLIC_URL', { PUBLIC_URL: 'amplication.example.com' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'ftp://example.com' }],
    ['ENCRYPTION_KEY', { ENCRYPTION_KEY: 'short' }],
    ['ENCRYPTION_KEY', { ENCRYPTION_KEY: `${KEY},` }],
    ['ENCRYPTION_KEY', { DATABASE_URL: 'postgres://db/a' }],
    ['GITLAB_URL', { GITLAB_URL: 'gitlab', GITLAB_CLIENT_ID: 'id', GITLAB_CLIENT_SECRET: 'secret' }],
    ['GITLAB_URL', { GITLAB_URL: 'https://gitlab.com' }],
    ['GITLAB_URL', { GITLAB_CLIENT_ID: 'id', GITLAB_CLIENT_SECRET: 'secret' }],
    ['ROLE', { ROLE: 'boss' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['PORT', { PORT: '3001' }],
  ])('is refused by its name: %s in %j', (name, environment) => {
    const faults = faultsOf(environment);
    expect(faults).toHaveLength(1);
    expect(faults[0]?.startsWith(name)).toBe(true);
  });

  it('is never repeated in a fault when it is a secret', () => {
    expect(faultsOf({ ENCRYPTION_KEY: 'my-secret', DATABASE_URL: 'mysql://user:my-secret@db' }).join()).not.toContain(
      'my-secret',
    );
  });

  it('is refused together with all others that are wrong', () => {
    const names = faultsOf({ PORT: 'x', ROLE: 'x', LOG_LEVEL: 'x', PUBLIC_URL: 'x' }).map(
      (fault) => fault.split(' ')[0],
    );
    expect(new Set(names)).toEqual(new Set(['LOG_LEVEL', 'PORT', 'PUBLIC_URL', 'ROLE']));
    expect(faultsOf({ PORT: '3001', DATABASE_URL: 'postgres://db/a', GITLAB_URL: 'https://gitlab.com' })).toHaveLength(
      3,
    );
  });

  it('is refused together with those that contradict each other', () => {
    const faults = faultsOf({ ROLE: 'x', DATABASE_URL: 'postgres://db/a', GITLAB_CLIENT_ID: 'id' });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(['ROLE', 'ENCRYPTION_KEY', 'GITLAB_URL,']);
  });
});

describe('the sandbox', () => {
  it.each<[string, NodeJS.ProcessEnv]>([
    ['told so', { SANDBOX_PORT: 'off' }],
    ['the server can be reached from elsewhere', { HOST: '0.0.0.0' }],
    ['the server is known by another name', { PUBLIC_URL: 'https://amplication.example.com' }],
    ['there is only a worker', { ROLE: 'worker' }],
  ])('is off where %s', (_why, environment) => {
    expect(parse(environment).sandboxPort).toBeUndefined();
  });

  it.each<NodeJS.ProcessEnv>([
    {},
    { HOST: 'localhost' },
    { HOST: '127.0.0.2' },
    { HOST: '::1', PUBLIC_URL: 'http://[::1]:3000' },
    { PUBLIC_URL: 'http://localhost:9000' },
  ])('is on where everything is on this machine: %j', (environment) => {
    expect(parse(environment).sandboxPort).toBe(3001);
  });

  it.each<NodeJS.ProcessEnv>([{ HOST: '0.0.0.0' }, { HOST: '::' }, { PUBLIC_URL: 'https://amplication.example.com' }])(
    'is refused by an explicit port where the server is not on this machine only: %j',
    (environment) => {
      expect(faultsOf({ ...environment, SANDBOX_PORT: '3001' })).toEqual([
        expect.stringContaining('SANDBOX_PORT is set, but the sandbox runs on loopback'),
      ]);
      expect(parse({ ...environment, SANDBOX_PORT: 'off' }).sandboxPort).toBeUndefined();
    },
  );
});

describe('the address of the server', () => {
  it.each([
    [{ HOST: '::1' }, 'http://localhost:3000'],
    [{ HOST: '10.0.0.5', PORT: '80' }, 'http://10.0.0.5:80'],
    [{ HOST: '2001:db8::5' }, 'http://[2001:db8::5]:3000'],
    [{ PUBLIC_URL: 'http://localhost:9000//' }, 'http://localhost:9000'],
  ])('of %j is %s', (environment, url) => {
    expect(parse(environment).publicUrl).toBe(url);
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type Sandbox, type SandboxOptions } from '../start-sandbox.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON body, or undefined. */
  readonly body: unknown;
}

export interface TestSandbox extends Sandbox {
  readonly dataDir: string;
  /** A REST request as the holder of the token; `/projects` means `/api/v4/projects`. */
  call(
    method: string,
    path: string,
    options?: { readonly token?: string | null; readonly body?: unknown; readonly headers?: Record<string, string> },
  ): Promise<Answer>;
  dispose(): Promise<void>;
}

/** A sandbox on a free port with its data in a folder of its own; for tests. */
export async function openSandbox(options: Partial<SandboxOptions> = {}): Promise<TestSandbox> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'sandbox-test-')));
  const sandbox = await startSandbox({
    port: 0,
    redirectUris: ['http://localhost:3000/callback'],
    ...options,
    dataDir,
  });
  return {
    ...sandbox,
    dataDir,
    call: (method, path, call = {}) => {
      const token = call.token === undefined ? sandbox.tokens.owner : call.token;
      return request(`${sandbox.url}/api/v4${path}`, {
        method,
        headers: {
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...call.headers,
        },
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      });
    },
    dispose: async () => {
      await sandbox.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** One request, without following redirects. */
export async function request(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parse(text) };
}

/** A field of a JSON body, by name or position. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (typeof inner !== 'object' || inner === null) return undefined;
    return (inner as Readonly<Record<string | number, unknown>>)[key];
  }, value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

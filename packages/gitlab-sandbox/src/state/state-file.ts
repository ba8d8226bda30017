import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { emptyState } from './empty-state.ts';
import type { SandboxState } from './sandbox-state.ts';
import { upgradeState } from './upgrade-state.ts';

export interface StateFile {
  readonly state: SandboxState;
  /** Whether there was no file. */
  readonly isNew: boolean;
  /** Writes the state when it has changed; resolves when all changes made before the call are on disk. */
  flush(): Promise<void>;
}

/** Reads the state, or begins with an empty one. The file holds secrets: only its owner may read it. */
export async function openStateFile(path: string): Promise<StateFile> {
  await mkdir(dirname(path), { recursive: true });
  const stored = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  const state = stored === undefined ? emptyState() : parseState(stored, path);
  let written = stored;
  let queue: Promise<void> = Promise.resolve();
  const write = async (): Promise<void> => {
    const text = `${JSON.stringify(state, undefined, 1)}\n`;
    if (text === written) return;
    await replaceFile(path, text);
    written = text;
  };
  const flush = (): Promise<void> => {
    queue = queue.catch(() => undefined).then(write);
    return queue;
  };
  return { state, isNew: stored === undefined, flush };
}

function parseState(text: string, path: string): SandboxState {
  const parsed: unknown = JSON.parse(text);
  const version = typeof parsed === 'object' && parsed !== null && 'version' in parsed ? parsed.version : undefined;
  if (version !== 1) throw new Error(`${path} is not the state of this version of the sandbox.`);
  return upgradeState(parsed as SandboxState);
}

async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.tmp`;
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}

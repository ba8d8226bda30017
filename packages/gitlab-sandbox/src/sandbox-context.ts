import { join } from 'node:path';
import type { RateLimiter } from './rate-limiter.ts';
import type { RequestLog } from './request-log.ts';
import type { KeyedLock } from './keyed-lock.ts';
import type { Project, SandboxState } from './state/sandbox-state.ts';

/** What every part of the sandbox works with. */
export interface SandboxContext {
  readonly state: SandboxState;
  readonly dataDir: string;
  /** The address that the outside sees, without a slash at the end. */
  readonly url: () => string;
  readonly now: () => Date;
  readonly flush: () => Promise<void>;
  readonly requests: RequestLog;
  readonly rateLimiter: RateLimiter;
  readonly lock: KeyedLock;
  readonly accessTokenSeconds: number;
  /** Runs work after the answer; `drain` of the sandbox waits for it. */
  readonly runLater: (work: () => Promise<void>) => void;
  readonly log: (line: string) => void;
}

/** Where the bare repository of a project lies. */
export function gitDirOf(context: Pick<SandboxContext, 'dataDir'>, project: Pick<Project, 'id'>): string {
  return join(context.dataDir, 'repositories', `${project.id}.git`);
}

/** The present time as GitLab's API prints it. */
export function timestamp(context: Pick<SandboxContext, 'now'>): string {
  return context.now().toISOString();
}

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { channel } from 'node:diagnostics_channel';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { GitError, redact, secretsOf, type GitErrorKind } from './git-error.ts';
import { gitEnvironment } from './git-environment.ts';
import type { GitConfig, GitRemote } from './git-remote.ts';

export interface RunGitOptions {
  readonly gitDir?: string | undefined;
  readonly cwd?: string | undefined;
  readonly remote?: GitRemote | undefined;
  readonly config?: GitConfig | undefined;
  readonly input?: string | Uint8Array | Iterable<Uint8Array> | undefined;
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** The exit codes that are answers and not failures; only 0 when absent. */
  readonly okExitCodes?: readonly number[] | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  readonly maxOutputBytes?: number | undefined;
  /** Takes git's own events (`GIT_TRACE2_EVENT`), one JSON object a line; 'stop' ends the process. */
  readonly takeEvent?: ((line: string) => 'stop' | 'go-on') | undefined;
}

export interface GitOutput {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

const defaultTimeoutMs = 10 * 60_000;
const defaultMaxOutputBytes = 1024 * 1024 * 1024;
const killGraceMs = 2000;
const maxStderrBytes = 256 * 1024;

/**
 * Runs one git command in a hermetic environment. Throws `GitError`: for an exit code that is not expected, when git is
 * not installed, and when the command was cancelled, took too long or wrote too much (its whole process group is ended).
 */
export async function runGit(args: readonly string[], options: RunGitOptions = {}): Promise<GitOutput> {
  const failure = describeFailure(args, options);
  if (options.signal?.aborted === true) throw failure('cancelled');
  const child = startGit(args, options);
  const output = await collect(child, options, failure);
  if (!(options.okExitCodes ?? [0]).includes(output.exitCode)) throw failure('exit', output);
  return output;
}

/** Tells who listens (benchmarks, tests) of every git process that is started: `{ args, gitDir }`. */
const started = channel('amplication:git');

/**
 * The one place that starts git: hermetic environment, own process group. Commands that talk to us while they run use
 * it directly. Throws a `TypeError` for an argument with a NUL or a remote that is not allowed.
 */
export function startGit(args: readonly string[], options: RunGitOptions): ChildProcessWithoutNullStreams {
  const events = options.takeEvent === undefined ? {} : { GIT_TRACE2_EVENT: '3', GIT_TRACE2_EVENT_BRIEF: '1' };
  started.publish({ args, gitDir: options.gitDir });
  return spawn('git', [...args], {
    cwd: options.cwd ?? '/',
    env: { ...gitEnvironment(options), ...options.environment, ...events },
    stdio: options.takeEvent === undefined ? ['pipe', 'pipe', 'pipe'] : ['pipe', 'pipe', 'pipe', 'pipe'],
    detached: true,
  }) as ChildProcessWithoutNullStreams;
}

type FailureOf = (kind: GitErrorKind, output?: Partial<GitOutput>, cause?: unknown) => GitError;

function describeFailure(args: readonly string[], options: RunGitOptions): FailureOf {
  const secrets = secretsOf(options.remote);
  const command = redact(['git', ...args.slice(0, 12)].join(' '), secrets).slice(0, 300);
  return (kind, output, cause) =>
    new GitError({ kind, command, exitCode: output?.exitCode, stderr: redact(output?.stderr ?? '', secrets), cause });
}

function collect(
  child: ChildProcessWithoutNullStreams,
  options: RunGitOptions,
  failure: FailureOf,
): Promise<GitOutput> {
  return new Promise((resolve, reject) => {
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    let stdoutBytes = 0;
    let stderrBytes = 0;
    let stoppedBy: GitErrorKind | undefined;
    let inputError: Error | undefined;
    const stop = (kind: GitErrorKind): void => {
      stoppedBy ??= kind;
      killGroup(child);
    };
    const cancel = (): void => stop('cancelled');
    const timer = setTimeout(() => stop('timeout'), options.timeoutMs ?? defaultTimeoutMs);
    const settle = (): void => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', cancel);
    };
    options.signal?.addEventListener('abort', cancel, { once: true });
    child.stdout.on('data', (chunk: Buffer) => {
      stdoutBytes += chunk.length;
      if (stdoutBytes > (options.maxOutputBytes ?? defaultMaxOutputBytes)) stop('output-limit');
      else stdout.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderrBytes += chunk.length;
      if (stderrBytes <= maxStderrBytes) stderr.push(chunk);
    });
    const events: unknown = options.takeEvent === undefined ? undefined : child.stdio.at(3);
    if (events instanceof Readable) {
      createInterface({ input: events, crlfDelay: Infinity }).on('line', (line) => {
        if (options.takeEvent?.(line) === 'stop') stop('exit');
      });
    }
    child.on('error', (cause: NodeJS.ErrnoException) => {
      settle();
      reject(failure(cause.code === 'ENOENT' ? 'not-installed' : 'exit', undefined, cause));
    });
    child.on('close', (code, signal) => {
      settle();
      const output = {
        exitCode: code ?? 128,
        stdout: Buffer.concat(stdout),
        stderr: redact(Buffer.concat(stderr).toString('utf8'), secretsOf(options.remote)),
      };
      if (stoppedBy !== undefined) reject(failure(stoppedBy, { stderr: output.stderr }));
      else if (inputError !== undefined) reject(inputError);
      else if (signal !== null) reject(failure('exit', { stderr: `${output.stderr}killed by ${signal}` }));
      else resolve(output);
    });
    feed(child, options.input, (error) => {
      inputError = error;
      killGroup(child);
    });
  });
}

function feed(
  child: ChildProcessWithoutNullStreams,
  input: RunGitOptions['input'],
  fail: (error: Error) => void,
): void {
  // git may end before it has read everything; its exit code tells why.
  child.stdin.on('error', () => undefined);
  if (input === undefined || typeof input === 'string' || input instanceof Uint8Array) child.stdin.end(input);
  else Readable.from(input, { objectMode: true }).on('error', fail).pipe(child.stdin);
}

/**
 * Ends a process and all that it started (git-remote-https, unpack-objects): SIGTERM first, which lets git remove its
 * lock files, then SIGKILL.
 */
export function killGroup(child: ChildProcessWithoutNullStreams): void {
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), killGraceMs);
  child.once('close', () => clearTimeout(timer));
}

function signalGroup(child: ChildProcessWithoutNullStreams, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

const STOP_WITHIN_MS = 10_000;

/** Asks a program to stop and waits until it has; one that does not listen is killed. Safe to call twice. */
export async function stopChild(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'close');
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(killer);
}

/** Whether a program is gone, by itself or by a signal. */
export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

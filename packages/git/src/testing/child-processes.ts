import { readFileSync, readdirSync } from 'node:fs';

export interface ChildProcess {
  readonly pid: number;
  /** Its arguments, joined by blanks. */
  readonly command: string;
}

/** All processes below this one, as the kernel of Linux tells; for tests. */
export function listChildProcesses(): readonly ChildProcess[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? readProc(name, 'stat') : '';
    if (stat !== '') parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === process.pid || isBelow(parents.get(pid)));
  return [...parents.keys()]
    .filter((pid) => pid !== process.pid && isBelow(pid))
    .map((pid) => ({ pid, command: readProc(String(pid), 'cmdline').replaceAll('\0', ' ') }));
}

// A process may end while it is looked at.
function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

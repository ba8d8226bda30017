import { readFileSync, readdirSync } from 'node:fs';

/** The processes that there were while it watched. */
export interface ProcessWatch {
  /** Command lines of all processes of this user, each once. */
  readonly seen: () => readonly string[];
  readonly stop: () => Promise<void>;
}

/** Looks at the processes again and again, between all other work of this one; ends when it is stopped. */
export function watchProcesses(): ProcessWatch {
  const seen = new Set<string>();
  let isOver = false;
  const look = (): void => {
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/u.test(name)) continue;
      try {
        seen.add(readFileSync(`/proc/${name}/cmdline`, 'latin1').replaceAll('\0', ' '));
      } catch {
        // It ended meanwhile, or is another user's.
      }
    }
  };
  const watching = (async () => {
    while (!isOver) {
      look();
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  return {
    seen: () => [...seen],
    stop: () => {
      isOver = true;
      return watching;
    },
  };
}

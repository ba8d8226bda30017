import type { BuildStep } from '@amplication/contract';
import { appendLog, notify, type BuildRow } from '@amplication/store';
import type { Context } from '../context.ts';

/** Writes lines that people read while a build runs, in the order of the calls; a line is there when its promise resolves. */
export type BuildLogger = (step: BuildStep, level: 'info' | 'warning' | 'error', message: string) => Promise<void>;

/** A logger for one or several builds (those that sync together share their lines). */
export function createBuildLogger(ctx: Pick<Context, 'store' | 'clock'>, builds: readonly BuildRow[]): BuildLogger {
  let last: Promise<unknown> = Promise.resolve();
  return (step, level, message) => {
    const at = ctx.clock();
    const written = last.then(async () => {
      for (const build of builds) {
        await appendLog(ctx.store.db, { buildId: build.id, at, step, level, message });
        await notify(ctx.store.db, { topic: 'log', projectId: build.projectId, buildId: build.id });
      }
    });
    last = written.catch(() => undefined);
    return written;
  };
}

import type { BuildStep } from '@amplication/contract';
import { appendLog, notify, type BuildRow } from '@amplication/store';
import type { Context } from '../context.ts';

/** Writes lines that people read while a build runs. */
export type BuildLogger = (step: BuildStep, level: 'info' | 'warning' | 'error', message: string) => Promise<void>;

/** A logger for one or several builds (those that sync together share their lines). */
export function createBuildLogger(ctx: Pick<Context, 'store' | 'clock'>, builds: readonly BuildRow[]): BuildLogger {
  return async (step, level, message) => {
    for (const build of builds) {
      await appendLog(ctx.store.db, { buildId: build.id, at: ctx.clock(), step, level, message });
      await notify(ctx.store.db, { topic: 'log', projectId: build.projectId, buildId: build.id });
    }
  };
}

import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from './store.ts';

/** The channel of PostgreSQL on which every process hears what changed. */
export const EVENT_CHANNEL = 'amplication_events';

const eventSchema = z.object({
  topic: z.enum(['model', 'builds', 'conflicts', 'git', 'log']),
  projectId: z.string(),
  buildId: z.string().optional(),
});

/** Tells that something changed, not what it is now: whoever listens reads it again. */
export type StoreEvent = z.infer<typeof eventSchema>;

/** Sends an event; inside a transaction it goes out when that commits, and not at all when it does not. */
export async function notify(db: Database, event: StoreEvent): Promise<void> {
  await db.execute(sql`select pg_notify(${EVENT_CHANNEL}, ${JSON.stringify(event)})`);
}

/** Reads a notification's payload; undefined for what is not ours. */
export function parseEvent(payload: string | undefined): StoreEvent | undefined {
  try {
    return eventSchema.parse(JSON.parse(payload ?? ''));
  } catch {
    return undefined;
  }
}

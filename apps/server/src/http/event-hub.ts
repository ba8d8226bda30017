import pg from 'pg';
import type { DatabaseConnection } from '../database.ts';
import { EVENT_CHANNEL, parseEvent, type StoreEvent } from '@amplication/store';

/** Tells everybody in this process what any process changed. */
export interface EventHub {
  /** Calls the listener for each event until the returned function is called. */
  readonly subscribe: (listener: (event: StoreEvent) => void) => () => void;
  readonly stop: () => Promise<void>;
}

const RECONNECT_MS = 1_000;

/** Listens on one connection for all subscribers, and connects again when it breaks. */
export async function startEventHub(
  connection: DatabaseConnection,
  onError: (error: unknown) => void,
): Promise<EventHub> {
  const listeners = new Set<(event: StoreEvent) => void>();
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const reconnect = (): void => {
    client = undefined;
    if (!stopped) timer = setTimeout(() => void connect().catch(retry), RECONNECT_MS);
  };
  const retry = (error: unknown): void => {
    onError(error);
    reconnect();
  };
  const connect = async (): Promise<void> => {
    const fresh = new pg.Client(connection);
    fresh.on('error', retry);
    fresh.on('notification', ({ payload }) => {
      const event = parseEvent(payload);
      if (event !== undefined) for (const listener of listeners) listener(event);
    });
    await fresh.connect();
    await fresh.query(`listen ${EVENT_CHANNEL}`);
    client = fresh;
  };

  await connect();
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await client?.end();
    },
  };
}

import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type { DatabaseKind } from '@amplication/domain';

/** A door between a service and its database, which counts what goes through and can be shut. */
export interface DatabaseDoor {
  /** The database's address by way of the door. */
  readonly url: string;
  /** How many statements went through while something was done. */
  readonly countStatements: (work: () => Promise<unknown>) => Promise<number>;
  /** As if the database had been stopped: open connections break, new ones are refused. */
  readonly shut: () => Promise<void>;
  readonly open: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** With which message a client has a statement executed, one that was prepared or one that was not. */
const EXECUTE = {
  postgresql: ['E', 'Q'].map((letter) => letter.charCodeAt(0)),
  mysql: [0x17, 0x03],
} satisfies Readonly<Record<DatabaseKind, readonly number[]>>;
const READERS = { postgresql: newPostgresReader, mysql: newMysqlReader } as const;

/** Opens a door to a database that listens on this machine. */
export async function openDatabaseDoor(databaseUrl: string, kind: DatabaseKind): Promise<DatabaseDoor> {
  const target = new URL(databaseUrl);
  const { hostname } = target;
  const place =
    kind === 'postgresql'
      ? { path: join(target.searchParams.get('host') ?? '', '.s.PGSQL.5432') }
      : { host: hostname, port: Number(target.port) };
  const sockets = new Set<Socket>();
  let statements = 0;
  // Small messages that wait for others would make each statement forty milliseconds long.
  const server = createServer({ noDelay: true }, (client) => {
    const database = connect({ ...place, noDelay: true });
    const read = READERS[kind]((type) => {
      if (EXECUTE[kind].includes(type)) statements += 1;
    });
    client.on('data', read);
    for (const [from, to] of [
      [client, database],
      [database, client],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  const listen = async (port: number): Promise<void> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(0);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const shut = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    url: `${kind}://${target.username}:${target.password}@127.0.0.1:${port}${target.pathname}`,
    countStatements: async (work) => {
      const before = statements;
      await work();
      return statements - before;
    },
    shut,
    open: () => listen(port),
    remove: async () => {
      if (server.listening) await shut();
    },
  };
}

/** Tells the type of each message that a client of PostgreSQL sends; the first one has none. */
function newPostgresReader(tell: (type: number) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  let isFirst = true;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const head = isFirst ? 0 : 1;
      if (rest.length < head + 4) return;
      const length = head + rest.readUInt32BE(head);
      if (rest.length < length) return;
      if (!isFirst) tell(rest[0] ?? 0);
      isFirst = false;
      rest = rest.subarray(length);
    }
  };
}

/** Tells the command of each packet that a client of MySQL sends, its greeting left out. */
function newMysqlReader(tell: (type: number) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 4 && rest.length >= 4 + rest.readUIntLE(0, 3)) {
      // Each command begins to count its packets anew.
      if (rest[3] === 0) tell(rest[4] ?? 0);
      rest = rest.subarray(4 + rest.readUIntLE(0, 3));
    }
  };
}

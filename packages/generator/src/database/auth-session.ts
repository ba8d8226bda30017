import type { AuthView } from '../view/service-view.ts';
import { ID_STRATEGIES } from '../types/id.ts';
import type { Column, ColumnType, Table } from './database-schema.ts';
import type { Dialect } from './dialect.ts';

/** Ids, hashes and the like: short, and indexed by some. */
const SHORT_TEXT: ColumnType = { kind: 'text', longest: 191 };

/** The model of sessions in Prisma, and its table. No entity can have this name. */
export const AUTH_SESSION = 'AuthSession';

const column = (name: string, type: ColumnType, nullable = false): Column => ({
  id: `auth-session:${name}`,
  name,
  type,
  nullable,
  default: undefined,
  fill: undefined,
});

/** The table of sessions; deleting a user ends them. */
export function authSessionTable({ entity }: AuthView): Table {
  const userId = column('userId', ID_STRATEGIES[entity.idStrategy].key);
  const columns = [
    column('id', { kind: 'uuid' }),
    userId,
    column('tokenHash', SHORT_TEXT),
    column('previousHash', SHORT_TEXT, true),
    column('renewedAt', { kind: 'timestamp' }, true),
    column('expiresAt', { kind: 'timestamp' }),
  ];
  const index = (name: string) => ({
    id: `auth-session:index:${name}`,
    columnIds: [`auth-session:${name}`],
    unique: false,
    name: `${AUTH_SESSION}_${name}_idx`,
  });
  return {
    id: 'auth-session',
    name: AUTH_SESSION,
    columns,
    columnById: new Map(columns.map((each) => [each.id, each])),
    primaryKey: { name: `${AUTH_SESSION}_pkey`, columnIds: ['auth-session:id'] },
    indexes: [index('userId'), index('expiresAt')],
    foreignKeys: [
      { columnId: userId.id, name: `${AUTH_SESSION}_userId_fkey`, targetId: entity.id, onDelete: 'cascade' },
    ],
  };
}

/** Its block in the Prisma schema. */
export function authSessionModel({ entity }: AuthView, { nativeType }: Pick<Dialect, 'nativeType'>): string {
  const typed = (prismaType: string, type: ColumnType): string => {
    const native = nativeType(type);
    return native === undefined ? prismaType : `${prismaType} @db.${native}`;
  };
  const { prismaType, key } = ID_STRATEGIES[entity.idStrategy];
  const native = (type: ColumnType): string => typed('', type);
  return `model ${AUTH_SESSION} {
  id String @id @default(uuid())${native({ kind: 'uuid' })}
  user ${entity.name} @relation(fields: [userId], references: [${entity.idField.name}], onDelete: Cascade)
  userId ${typed(prismaType, key)}
  tokenHash String${native(SHORT_TEXT)}
  previousHash String?${native(SHORT_TEXT)}
  renewedAt DateTime?${native({ kind: 'timestamp' })}
  expiresAt DateTime${native({ kind: 'timestamp' })}

  @@index([userId])
  @@index([expiresAt])
}
`;
}

/** The list of sessions that Prisma wants on the other side, under a name that is free there. */
export function sessionsFieldName({ entity }: AuthView): string {
  const taken = new Set(entity.fields.map(({ name }) => name));
  let name = 'authSessions';
  while (taken.has(name)) name += 'Of';
  return name;
}

import { and, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import { upgradeModel, type ModelHash, type ProjectId, type ServiceId, type ServiceModel } from '@amplication/domain';
import type { Database } from '../store.ts';
import { modelEdit, modelSnapshot, service, user } from '../tables/index.ts';

export interface ServiceRow {
  readonly id: ServiceId;
  readonly projectId: ProjectId;
  readonly name: string;
  readonly slug: string;
  readonly model: ServiceModel;
  readonly committedHash: ModelHash | null;
  readonly updatedAt: Date;
}

/** Deleted services are there for the ledger only. */
const isLiving = (condition: SQL | undefined): SQL | undefined => and(condition, isNull(service.deletedAt));

const columns = {
  id: sql<ServiceId>`${service.id}`,
  projectId: sql<ProjectId>`${service.projectId}`,
  name: service.name,
  slug: service.slug,
  model: service.model,
  committedHash: sql<ModelHash | null>`${service.committedHash}`,
  updatedAt: service.updatedAt,
};

/** A stored model may be of an older version than the code that reads it. */
const toRow = (row: ServiceRow): ServiceRow => ({ ...row, model: upgradeModel(row.model) });

export async function findService(db: Database, id: string): Promise<ServiceRow | undefined> {
  const [row] = await db
    .select(columns)
    .from(service)
    .where(isLiving(eq(service.id, id)));
  return row === undefined ? undefined : toRow(row);
}

/** The service, locked until the transaction ends: two people's edits of one model follow each other. */
export async function lockService(db: Database, id: string): Promise<ServiceRow | undefined> {
  const [row] = await db
    .select(columns)
    .from(service)
    .where(isLiving(eq(service.id, id)))
    .for('update');
  return row === undefined ? undefined : toRow(row);
}

export async function listServices(db: Database, projectId: string): Promise<readonly ServiceRow[]> {
  const rows = await db
    .select(columns)
    .from(service)
    .where(isLiving(eq(service.projectId, projectId)))
    .orderBy(service.name);
  return rows.map(toRow);
}

/** All services of a project, locked in one order, so that two commits cannot wait for each other. */
export async function lockServices(db: Database, projectId: string): Promise<readonly ServiceRow[]> {
  const rows = await db
    .select(columns)
    .from(service)
    .where(isLiving(eq(service.projectId, projectId)))
    .orderBy(service.id)
    .for('update');
  return rows.map(toRow);
}

/** False when the name or the slug is taken in the project. */
export async function insertService(
  db: Database,
  row: {
    readonly id: string;
    readonly projectId: string;
    readonly name: string;
    readonly slug: string;
    readonly model: ServiceModel;
  },
): Promise<boolean> {
  const inserted = await db.insert(service).values(row).onConflictDoNothing().returning({ id: service.id });
  return inserted.length > 0;
}

export async function saveModel(db: Database, id: string, model: ServiceModel, at: Date): Promise<void> {
  await db.update(service).set({ model, name: model.name, updatedAt: at }).where(eq(service.id, id));
}

/** Stores several models of a project at once; their services may pass names on to each other. */
export async function saveModels(
  db: Database,
  rows: readonly { readonly id: string; readonly model: ServiceModel }[],
  at: Date,
): Promise<void> {
  if (rows.length === 0) return;
  // Names are unique at every moment: until each has its new one, nobody has any.
  const ids = rows.map(({ id }) => id);
  await db
    .update(service)
    .set({ name: sql`${service.id}::text` })
    .where(inArray(service.id, ids));
  for (const { id, model } of rows) await saveModel(db, id, model, at);
}

/** Pins a model under its hash and makes it the service's last committed one. */
export async function saveSnapshot(db: Database, id: string, hash: ModelHash, model: ServiceModel): Promise<void> {
  await db.insert(modelSnapshot).values({ hash, model }).onConflictDoNothing();
  await db.update(service).set({ committedHash: hash }).where(eq(service.id, id));
  await db.delete(modelEdit).where(eq(modelEdit.serviceId, id));
}

/** Committed models by the hash that they were committed under, in one round trip; those of an older version in today's shape. */
export async function readSnapshots(
  db: Database,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, ServiceModel>> {
  if (hashes.length === 0) return new Map();
  const rows = await db
    .select()
    .from(modelSnapshot)
    .where(inArray(modelSnapshot.hash, [...hashes]));
  return new Map(rows.map((row) => [row.hash, upgradeModel(row.model)]));
}

/** Remembers who touched a part of a model last. */
export async function recordEdit(
  db: Database,
  edit: { readonly serviceId: string; readonly subjectKey: string; readonly userId: string; readonly at: Date },
): Promise<void> {
  await db
    .insert(modelEdit)
    .values(edit)
    .onConflictDoUpdate({
      target: [modelEdit.serviceId, modelEdit.subjectKey],
      set: { userId: edit.userId, at: edit.at },
    });
}

export interface EditRow {
  readonly serviceId: string;
  readonly subjectKey: string;
  readonly by: string;
  readonly at: Date;
}

/** Who touched what since the last commit, for all services of a project. */
export async function listEdits(db: Database, projectId: string): Promise<readonly EditRow[]> {
  return db
    .select({ serviceId: modelEdit.serviceId, subjectKey: modelEdit.subjectKey, by: user.name, at: modelEdit.at })
    .from(modelEdit)
    .innerJoin(service, isLiving(and(eq(service.id, modelEdit.serviceId), eq(service.projectId, projectId))))
    .innerJoin(user, eq(user.id, modelEdit.userId));
}

/** Takes a service out of its project for good; its builds and its ledger stay. */
export async function markServiceDeleted(db: Database, id: string, at: Date): Promise<void> {
  await db.update(service).set({ deletedAt: at }).where(eq(service.id, id));
}

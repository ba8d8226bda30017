import { createHash } from 'node:crypto';
import type { Commit } from '@amplication/contract';
import {
  Refusal,
  listModelChanges,
  toCanonicalJson,
  toEffectiveSettings,
  type GitSettings,
  type ModelHash,
  type ServiceModel,
} from '@amplication/domain';
import {
  findCommit,
  findGitOrganization,
  findProjectSettings,
  findRepository,
  insertBuilds,
  insertCommit,
  listBuildsOfCommits,
  listServiceSettings,
  lockServices,
  notify,
  saveSnapshot,
  takeCommitNumber,
  type BuildTarget,
  type Database,
  type ServiceRow,
} from '@amplication/store';
import { getProject } from '../authorise.ts';
import type { Context, Principal } from '../context.ts';
import { readCommitted } from './pending-changes.ts';
import { assertChoicesAgree, pinGenerator } from './pin-generator.ts';
import { toCommit } from './views.ts';

export interface CommitRequest {
  readonly message: string;
  readonly strategy: 'pending-changes' | 'all-services' | 'specific-services';
  readonly serviceIds?: readonly string[] | undefined;
}

/**
 * Generate the code: one transaction pins everything that the builds will read (models, git settings, generator version)
 * and queues them. What is edited afterwards is not in it.
 */
export async function commitChanges(
  ctx: Pick<Context, 'store' | 'clock' | 'newId' | 'jobs' | 'plugins'>,
  principal: Principal,
  projectId: string,
  request: CommitRequest,
): Promise<Commit> {
  return ctx.store.transact(async (transaction) => {
    const { db } = transaction;
    const project = await getProject(db, principal, projectId);
    const services = await lockServices(db, project.id);
    const committed = await readCommitted(db, services);
    const selected = select(services, committed, request);
    const targets = await readTargets(db, project.id, services);
    assertChoicesAgree(services, targets, ctx.plugins);
    const commit = {
      id: ctx.newId(),
      projectId: project.id,
      number: await takeCommitNumber(db, project.id),
      message: request.message,
      authorId: principal.userId,
      createdAt: ctx.clock(),
    };
    await insertCommit(db, commit);
    const builds = selected.map((service) => ({
      id: ctx.newId(),
      commitId: commit.id,
      commitNumber: commit.number,
      projectId: project.id,
      serviceId: service.id,
      serviceName: service.name,
      state: 'queued' as const,
      modelHash: toModelHash(service.model),
      target: targets.get(service.id) ?? null,
      generatorVersion: pinGenerator(service.model, ctx.plugins),
      conflicts: [],
      createdAt: commit.createdAt,
    }));
    for (const service of selected) await saveSnapshot(db, service.id, toModelHash(service.model), service.model);
    await insertBuilds(db, builds);
    await ctx.jobs.enqueue(
      transaction,
      builds.map((build) => ({ name: 'generate-build', key: build.serviceId, data: { buildId: build.id } })),
    );
    await notify(db, { topic: 'builds', projectId: project.id });
    await notify(db, { topic: 'model', projectId: project.id });
    const [row, rows] = [await findCommit(db, commit.id), await listBuildsOfCommits(db, [commit.id])];
    if (row === undefined) throw new Error('The commit was not stored.');
    return toCommit(row, rows);
  });
}

function select(
  services: readonly ServiceRow[],
  committed: ReadonlyMap<string, ServiceModel>,
  request: CommitRequest,
): readonly ServiceRow[] {
  switch (request.strategy) {
    case 'all-services':
      return requireSome(services, 'The project has no service yet: create one first.');
    case 'pending-changes':
      return requireSome(
        services.filter((service) => listModelChanges(committed.get(service.id), service.model).length > 0),
        'Nothing changed since the last commit. To generate again, choose "all services".',
      );
    case 'specific-services': {
      const ids = new Set(request.serviceIds ?? []);
      const chosen = services.filter((service) => ids.has(service.id));
      if (chosen.length !== ids.size)
        throw new Refusal('not_found', 'One of the chosen services does not exist in this project.');
      return requireSome(chosen, 'Choose at least one service.');
    }
  }
}

function requireSome(services: readonly ServiceRow[], sentence: string): readonly ServiceRow[] {
  if (services.length === 0) throw new Refusal('nothing_to_commit', sentence);
  return services;
}

/** Where each service goes, as the settings say at this moment; nothing for those without a repository. */
export async function readTargets(
  db: Database,
  projectId: string,
  services: readonly Pick<ServiceRow, 'id'>[],
): Promise<ReadonlyMap<string, BuildTarget>> {
  const [ofProject, ofServices] = await Promise.all([
    findProjectSettings(db, projectId),
    listServiceSettings(db, projectId),
  ]);
  const known = new Map<GitSettings, BuildTarget>();
  const targets = new Map<string, BuildTarget>();
  for (const service of services) {
    const settings = toEffectiveSettings(ofProject, ofServices.get(service.id))?.settings;
    if (settings === undefined) continue;
    const target = known.get(settings) ?? (await toTarget(db, settings));
    known.set(settings, target);
    targets.set(service.id, target);
  }
  return targets;
}

async function toTarget(db: Database, settings: GitSettings): Promise<BuildTarget> {
  const repository = await findRepository(db, settings.repositoryId);
  const organization =
    repository === undefined ? undefined : await findGitOrganization(db, repository.gitOrganizationId);
  if (repository === undefined || organization === undefined)
    throw new Error(`Git settings point at ${settings.repositoryId}, which is gone.`);
  return {
    settings,
    repositoryId: repository.id,
    gitOrganizationId: organization.id,
    baseUrl: organization.baseUrl,
    externalId: repository.externalId,
  };
}

function toModelHash(model: ServiceModel): ModelHash {
  return createHash('sha256').update(toCanonicalJson(model)).digest('hex') as ModelHash;
}

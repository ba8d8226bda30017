import { Refusal, isUuid } from '@amplication/domain';
import {
  findBuild,
  findConflicts,
  findDeparture,
  findGitOrganization,
  findProject,
  findService,
  isMember,
  type BuildRow,
  type ConflictRow,
  type Database,
  type DepartureRow,
  type GitOrganizationRow,
  type ProjectRow,
  type ServiceRow,
} from '@amplication/store';
import type { Principal } from './context.ts';

/*
 * The one place that decides who may touch what. Whatever belongs to a workspace of others does not exist for the caller:
 * the answer is the same 404 as for an id that never was.
 */

const gone = (what: string): Refusal =>
  new Refusal('not_found', `This ${what} does not exist, or you have no access to it.`);

/** Lets members of the workspace through. */
export async function requireWorkspace(db: Database, principal: Principal, workspaceId: string): Promise<void> {
  if (!(await isMember(db, workspaceId, principal.userId))) throw gone('workspace');
}

/** The project, if it is in one of the caller's workspaces. */
export async function getProject(db: Database, principal: Principal, projectId: string): Promise<ProjectRow> {
  const project = isUuid(projectId) ? await findProject(db, projectId) : undefined;
  if (project === undefined || !(await isMember(db, project.workspaceId, principal.userId))) throw gone('project');
  return project;
}

/** The service with its project, if they are in one of the caller's workspaces. */
export async function getService(
  db: Database,
  principal: Principal,
  serviceId: string,
  find: (db: Database, id: string) => Promise<ServiceRow | undefined> = findService,
): Promise<{ readonly service: ServiceRow; readonly project: ProjectRow }> {
  const service = isUuid(serviceId) ? await find(db, serviceId) : undefined;
  if (service === undefined) throw gone('service');
  const project = await findProject(db, service.projectId);
  if (project === undefined || !(await isMember(db, project.workspaceId, principal.userId))) throw gone('service');
  return { service, project };
}

/** The build, if its project is in one of the caller's workspaces. */
export async function getBuildRow(db: Database, principal: Principal, buildId: string): Promise<BuildRow> {
  const build = isUuid(buildId) ? await findBuild(db, buildId) : undefined;
  const project = build === undefined ? undefined : await findProject(db, build.projectId);
  if (build === undefined || project === undefined || !(await isMember(db, project.workspaceId, principal.userId)))
    throw gone('build');
  return build;
}

/** The conflict, if its project is in one of the caller's workspaces. */
export async function getConflictRow(db: Database, principal: Principal, conflictId: string): Promise<ConflictRow> {
  const [conflict] = isUuid(conflictId) ? await findConflicts(db, [conflictId]) : [];
  const project = conflict === undefined ? undefined : await findProject(db, conflict.projectId);
  if (conflict === undefined || project === undefined || !(await isMember(db, project.workspaceId, principal.userId)))
    throw gone('conflict');
  return conflict;
}

/** The departure, if its project is in one of the caller's workspaces. */
export async function getDepartureRow(db: Database, principal: Principal, departureId: string): Promise<DepartureRow> {
  const departure = isUuid(departureId) ? await findDeparture(db, departureId) : undefined;
  const project = departure === undefined ? undefined : await findProject(db, departure.projectId);
  if (departure === undefined || project === undefined || !(await isMember(db, project.workspaceId, principal.userId)))
    throw gone('departure');
  return departure;
}

/** The connected account, if it belongs to one of the caller's workspaces. */
export async function getGitOrganization(db: Database, principal: Principal, id: string): Promise<GitOrganizationRow> {
  const organization = isUuid(id) ? await findGitOrganization(db, id) : undefined;
  const isGone = organization === undefined || organization.health === 'disconnected';
  if (isGone || !(await isMember(db, organization.workspaceId, principal.userId))) throw gone('git organization');
  return organization;
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { createGunzip } from 'node:zlib';
import type { Readable } from 'node:stream';
import { toCommitId } from '@amplication/git';
import { canDownload, canSee, developer, findProjectByPath, projectLevelOf, fullPathOf } from '../access.ts';
import { afterPush, type BranchChange } from '../projects/after-push.ts';
import { ensureRepository } from '../projects/ensure-repository.ts';
import { findBranch } from '../projects/project-git.ts';
import { listTags } from '../projects/tags.ts';
import { lookUpToken, type Caller } from '../rest/authenticate.ts';
import { gitDirOf, type SandboxContext } from '../sandbox-context.ts';
import type { Project, User } from '../state/sandbox-state.ts';
import type { RefChange } from '../webhooks/push-hooks.ts';
import { createByPush, findMoved } from './find-by-path.ts';
import { runBackend, type Backend } from './run-backend.ts';
import { messageAfter } from './push-message.ts';
import { applyPushOptions } from './push-options.ts';
import { declinedReport, findRefusal, forwardOnlyRefs, parsePushRequest, type PushCommand } from './receive-pack.ts';

export const gitPath = /^\/(.+?)(\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/;

/** Answers one request of git over smart HTTP, with GitLab's rules and sentences. */
export async function serveGit(
  context: SandboxContext,
  backend: Backend,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', context.url());
  const match = gitPath.exec(decodeURIComponent(url.pathname));
  if (match === null) return refuse(response, 404, 'Not Found');
  const [, path = '', suffix, service = ''] = match;
  if (suffix === undefined && request.method === 'GET') {
    return void response
      .writeHead(301, { location: `${context.url()}/${encodeURI(path)}.git/info/refs${url.search}` })
      .end();
  }
  const isPush = service === 'git-receive-pack' || url.searchParams.get('service') === 'git-receive-pack';
  const caller = findCaller(context, request);
  const moved = findMoved(context, caller?.user, path);
  if (moved !== undefined && request.method === 'GET') {
    const location = `${context.url()}/${encodeURI(fullPathOf(context.state, moved))}.git/info/refs${url.search}`;
    return void response.writeHead(301, { location }).end();
  }
  const known = moved ?? findProjectByPath(context.state, path);
  const created = known === undefined && isPush ? await createByPush(context, caller, path) : undefined;
  const project = known ?? created;
  const isPublic = project !== undefined && project.visibility === 'public' && !isPush;
  if (caller === undefined && !isPublic) return askForPassword(context, response);
  const fault = findFault(context, caller, project, isPush);
  if (fault !== undefined || project === undefined)
    return refuse(response, fault?.status ?? 404, fault?.sentence ?? notVisible);
  ensureRepository(context, project);
  const input = request.headers['content-encoding'] === 'gzip' ? request.pipe(createGunzip()) : request;
  const call = {
    request,
    gitDir: gitDirOf(context, project),
    service,
    query: url.search.slice(1),
    userName: caller?.user.username ?? '',
  };
  if (service !== 'git-receive-pack') return runBackend(backend, { ...call, input, response });
  if (caller === undefined) return askForPassword(context, response);
  return receivePack(context, backend, { project, user: caller.user, input, response, call });
}

const notVisible = "The project you were looking for could not be found or you don't have permission to view it.";

interface Push {
  readonly project: Project;
  readonly user: User;
  readonly input: Readable;
  readonly response: ServerResponse;
  readonly call: Parameters<typeof runBackend>[1] extends infer Call
    ? Omit<Call, 'input' | 'response' | 'environment'>
    : never;
}

async function receivePack(context: SandboxContext, backend: Backend, push: Push): Promise<void> {
  const { project, user, response, call } = push;
  const body: Buffer[] = [];
  for await (const chunk of push.input) body.push(Buffer.from(chunk as Uint8Array));
  const bytes = Buffer.concat(body);
  const asked = parsePushRequest(bytes) ?? { commands: [], capabilities: [], pushOptions: [] };
  const refusal = findRefusal(context, project, user, asked.commands);
  if (refusal !== undefined) {
    response.writeHead(200, { 'content-type': 'application/x-git-receive-pack-result', 'cache-control': 'no-cache' });
    return void response.end(declinedReport(asked, refusal));
  }
  await context.lock(`project:${project.id}`, async () => {
    const environment = {
      SANDBOX_FORWARD_ONLY: forwardOnlyRefs(project, asked.commands).join(' '),
      SANDBOX_MESSAGE: await messageAfter(context, project, asked),
    };
    await runBackend(backend, { ...call, input: bytes, response, environment }, async () => {
      const changes = await appliedChanges(context, project, asked.commands);
      const tags = await appliedTags(context, project, asked.commands);
      await afterPush(context, project, user, changes, { tags, pushOptions: asked.pushOptions });
      for (const { branch, after } of changes) {
        if (after !== null) await applyPushOptions(context, project, user, branch, asked.pushOptions);
      }
      await context.flush();
    });
  });
}

async function appliedChanges(
  context: SandboxContext,
  project: Project,
  commands: readonly PushCommand[],
): Promise<readonly BranchChange[]> {
  const toTip = (id: string) => (/^0+$/.test(id) ? null : toCommitId(id));
  const changes = commands.flatMap(({ ref, oldId, newId }): BranchChange[] =>
    ref.startsWith('refs/heads/')
      ? [{ branch: ref.slice('refs/heads/'.length), before: toTip(oldId), after: toTip(newId) }]
      : [],
  );
  const applied = await Promise.all(
    changes.map(async (change) => ((await findBranch(context, project, change.branch)) ?? null) === change.after),
  );
  return changes.filter((change, index) => applied[index] === true && change.before !== change.after);
}

async function appliedTags(
  context: SandboxContext,
  project: Project,
  commands: readonly PushCommand[],
): Promise<readonly RefChange[]> {
  const asked = commands.filter(({ ref }) => ref.startsWith('refs/tags/'));
  if (asked.length === 0) return [];
  const now = await listTags(context, project);
  return asked.flatMap(({ ref, oldId, newId }): RefChange[] => {
    const name = ref.slice('refs/tags/'.length);
    const tag = now.find((one) => one.name === name);
    const before = /^0+$/.test(oldId) ? null : oldId;
    if (/^0+$/.test(newId)) return tag === undefined ? [{ kind: 'tag', name, before, after: null }] : [];
    return tag?.target === newId ? [{ kind: 'tag', name, before, after: tag.commit }] : [];
  });
}

interface Fault {
  readonly status: number;
  readonly sentence: string;
}

function findFault(
  context: SandboxContext,
  caller: Caller | undefined,
  project: Project | undefined,
  isPush: boolean,
): Fault | undefined {
  const { state } = context;
  if (project === undefined || !canSee(state, caller?.user, project)) return { status: 404, sentence: notVisible };
  const scopes = isPush ? ['api', 'write_repository'] : gitScopes;
  const mayBecauseOfToken = caller === undefined || caller.scopes.some((scope) => scopes.includes(scope));
  if (!isPush && (!mayBecauseOfToken || !canDownload(state, caller?.user, project))) {
    return { status: 403, sentence: 'You are not allowed to download code from this project.' };
  }
  const mayPush = !project.archived && projectLevelOf(state, caller?.user, project) >= developer;
  if (isPush && (!mayBecauseOfToken || !mayPush))
    return { status: 403, sentence: 'You are not allowed to push code to this project.' };
  return undefined;
}

const gitScopes = ['api', 'read_repository', 'write_repository'];

function findCaller(context: SandboxContext, request: IncomingMessage): Caller | undefined {
  const basic = /^Basic\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (basic === undefined) return undefined;
  const decoded = Buffer.from(basic, 'base64').toString('utf8');
  const answer = lookUpToken(context, decoded.slice(decoded.indexOf(':') + 1));
  if (answer.kind !== 'valid' || answer.caller.user.state !== 'active') return undefined;
  // A token that has nothing to do with repositories is no password at all.
  return answer.caller.scopes.some((scope) => gitScopes.includes(scope)) ? answer.caller : undefined;
}

function askForPassword(context: SandboxContext, response: ServerResponse): void {
  const help = `${context.url()}/help/topics/git/troubleshooting_git#error-on-git-fetch-http-basic-access-denied`;
  response.setHeader('WWW-Authenticate', 'Basic realm="GitLab"');
  refuse(
    response,
    401,
    `HTTP Basic: Access denied. The provided password or token is incorrect or your account has 2FA enabled and you must use a personal access token instead of a password. See ${help}`,
  );
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(sentence);
}

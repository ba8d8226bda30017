import { listRefs, runGit } from '@amplication/git';
import type { StackProject, SyncStack } from './open-sync-stack.ts';
import { openRemote, type RemoteRepository } from './remote-repository.ts';

type Row = Record<string, unknown>;

/**
 * How a project and its repository are now, in names that do not depend on the run: equal histories, equal ends. Commits,
 * generations, builds and conflicts are called by their place instead of their id.
 */
export async function describeEnd(stack: SyncStack, project: StackProject): Promise<unknown> {
  const remote = openRemote(stack, project);
  const names = new Map<string, string>([
    [project.projectId, 'the project'],
    [project.repositoryPath, 'the repository'],
    [project.repositoryPath.slice(project.repositoryPath.lastIndexOf('/') + 1), 'repository'],
    ...project.serviceIds.map((id, index) => [id, `service ${index}`] as const),
  ]);
  const refs = [...(await listRefs({ gitDir: project.gitDir, prefix: 'refs' }))]
    .filter(([name]) => !name.startsWith('refs/keep-around/'))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const commits = await listCommits(project.gitDir, refs);
  for (const [index, { id }] of commits.entries()) names.set(id, `commit ${index}`);
  const database = await readDatabase(stack, project, names);
  const end = {
    refs,
    commits,
    branches: await Promise.all(
      ['main', 'amplication'].map(async (branch) => ({ branch, files: await listFiles(remote, branch) })),
    ),
    mergeRequests: await describeMergeRequests(remote, names),
    ...database,
  };
  let text = JSON.stringify(end);
  for (const [id, name] of names) text = text.replaceAll(id, name);
  return JSON.parse(text, (key, value: unknown) => (key === 'files' || key === 'pushed' ? sort(value) : value));
}

/** The order of ids is not that of their names. */
function sort(list: unknown): unknown {
  return Array.isArray(list) ? list.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : list;
}

interface Commit {
  readonly id: string;
  readonly parents: readonly string[];
  readonly message: string;
}

/** All commits of the refs, each once, parents after children, first parents first. */
async function listCommits(gitDir: string, refs: readonly (readonly [string, string])[]): Promise<readonly Commit[]> {
  const args = ['log', '--format=%H%x1f%P%x1f%B%x1e', ...refs.map(([, id]) => id), '--'];
  const { stdout } = await runGit(args, { gitDir });
  const known = new Map<string, Commit>();
  for (const record of stdout.toString('utf8').split('\x1e')) {
    const [id, parents, message] = record.trimStart().split('\x1f');
    if (id !== undefined && parents !== undefined && message !== undefined)
      known.set(id, { id, parents: parents === '' ? [] : parents.split(' '), message });
  }
  const listed = new Map<string, Commit>();
  const visit = (id: string): void => {
    const commit = known.get(id);
    if (commit === undefined || listed.has(id)) return;
    listed.set(id, commit);
    for (const parent of commit.parents) visit(parent);
  };
  for (const [, id] of refs) visit(id);
  return [...listed.values()];
}

async function listFiles(remote: RemoteRepository, branch: string): Promise<unknown> {
  if ((await remote.tip(branch)) === undefined) return undefined;
  const files = await remote.files(`refs/heads/${branch}`);
  return [...files].map(([path, { mode, content }]) => [path, mode, content.toString('utf8')]);
}

async function describeMergeRequests(remote: RemoteRepository, names: ReadonlyMap<string, string>): Promise<unknown> {
  const { body } = await remote.call('GET', '/merge_requests?state=all&per_page=100');
  return Promise.all(
    (body as readonly Row[]).map(async (mergeRequest) => {
      const discussions = await remote.call('GET', `/merge_requests/${String(mergeRequest['iid'])}/discussions`);
      return {
        ...pick(
          mergeRequest,
          'iid',
          'state',
          'title',
          'description',
          'draft',
          'source_branch',
          'target_branch',
          'labels',
        ),
        // One that is on no branch any more has no name.
        sha: names.get(String(mergeRequest['sha'])) ?? null,
        discussions: (discussions.body as readonly { readonly notes: readonly Row[] }[])
          .flatMap(({ notes }) => notes)
          .filter((note) => note['system'] !== true)
          .map((note) => ({
            ...pick(note, 'body', 'resolvable', 'resolved'),
            position: pick((note['position'] ?? {}) as Row, 'new_path', 'new_line', 'old_line'),
          })),
      };
    }),
  );
}

function pick(row: Row, ...keys: readonly string[]): Row {
  return Object.fromEntries(keys.map((key) => [key, row[key]]));
}

async function readDatabase(
  { ctx }: Pick<SyncStack, 'ctx'>,
  { projectId, externalId, serviceIds }: StackProject,
  names: Map<string, string>,
): Promise<Row> {
  return ctx.store.transact(async ({ execute }) => {
    const list = async (text: string, ...values: readonly unknown[]): Promise<readonly Row[]> =>
      (await execute(text, [...values])).rows;
    const remote = `%#${externalId}`;
    const generations = await list(
      'select id, service_id from generation where service_id = any($1) order by created_at',
      serviceIds,
    );
    for (const [index, { id }] of generations.entries()) names.set(String(id), `generation ${index}`);
    const builds = await list(
      `select b.id, commit_number, service_name, b.state, b.message, error_code, git_commit_id, changes, conflicts,
        generation_id, m.number as merge_request, finished_at is not null as finished
       from build b left join merge_request m on m.id = b.merge_request_id
       where project_id = $1 order by commit_number, service_name`,
      projectId,
    );
    for (const { id, commit_number: number, service_name: service } of builds)
      names.set(String(id), `build ${String(number)} of ${String(service)}`);
    const conflicts = await list(
      `select c.id, path, kind, c.state, service_id, jsonb_array_length(hunks) as hunks, m.number as merge_request,
        discussion_id is not null as discussed, discussion_open,
        base_hash is not null as base, ours_hash is not null as ours, theirs_hash is not null as theirs,
        result_hash is not null as result
       from conflict c left join merge_request m on m.id = c.merge_request_id
       where project_id = $1 order by path, c.created_at`,
      projectId,
    );
    for (const [index, { id }] of conflicts.entries()) names.set(String(id), `conflict ${index}`);
    return {
      builds,
      conflicts,
      records: await list(
        `select number, title, state, draft, drafted_by_us, source_branch, target_branch from merge_request
         where remote like $1 order by number`,
        remote,
      ),
      intent: await list('select branch, tip from sync_intent where remote like $1', remote),
      pushed: await list('select generation_id from pushed_generation where remote like $1 order by "order"', remote),
      leases: await list('select holder from repository_lease where remote like $1', remote),
      decided: await list('select service_id, fingerprint from sync_resolution where service_id = any($1)', serviceIds),
    };
  });
}

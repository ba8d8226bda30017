import { listRefs } from '@amplication/git';
import type { SyncStack } from './open-sync-stack.ts';
import type { Story } from './open-story.ts';

/** What a person finds after syncs, whatever happened on the way. */
export interface Outcome {
  /** What GitLab's merge of the sync branch would give, as lines `path: its words`. */
  readonly text: string;
  readonly paths: readonly string[];
  /** Whether the sync branch holds anything that the base branch lacks. */
  readonly isOffering: boolean;
  /** Open merge requests. */
  readonly open: number;
  /** What stands twice where once would do: build lines in descriptions, discussions. */
  readonly twice: readonly string[];
  readonly builds: readonly { readonly state: string; readonly message: string | null }[];
}

/** Looks at the end of a story. */
export async function readOutcome({ ctx }: Pick<SyncStack, 'ctx'>, { project, remote }: Story): Promise<Outcome> {
  const refs = await listRefs({ gitDir: project.gitDir, prefix: 'refs/heads' });
  const merged = refs.has('refs/heads/amplication') ? await remote.merge('main', 'amplication') : undefined;
  const files = await remote.files(merged?.tree ?? 'refs/heads/main');
  const lines = [...files].map(([path, { content }]) => `${path}: ${content.toString('utf8').replaceAll('\n', ' ')}`);
  const before = [...(await remote.files('refs/heads/main'))];
  const isOffering =
    before.length !== files.size ||
    before.some(([path, { content }]) => files.get(path)?.content.equals(content) !== true);
  const { body } = await remote.call('GET', '/merge_requests?state=all&per_page=100');
  const mergeRequests = body as readonly {
    readonly iid: number;
    readonly state: string;
    readonly description: string;
  }[];
  const twice: string[] = [];
  for (const { iid, description } of mergeRequests) {
    const discussions = await remote.call('GET', `/merge_requests/${iid}/discussions`);
    const bodies = (discussions.body as readonly { readonly notes: readonly { readonly body: string }[] }[]).map(
      ({ notes }) => /<!-- amplication:conflict \S+/u.exec(notes[0]?.body ?? '')?.[0] ?? '',
    );
    const said = [...description.split('\n').filter((line) => /^[-*] /u.test(line)), ...bodies].filter(
      (line) => line !== '',
    );
    twice.push(...said.filter((line, index) => said.indexOf(line) !== index));
  }
  const builds = await ctx.store.transact(({ execute }) =>
    execute('select state, message from build where project_id = $1', [project.projectId]),
  );
  return {
    text: lines.join('\n'),
    paths: [...files.keys()],
    isOffering,
    open: mergeRequests.filter(({ state }) => state === 'opened').length,
    twice,
    builds: builds.rows.map(({ state, message }) => ({
      state: String(state),
      message: typeof message === 'string' ? message : null,
    })),
  };
}

import { vi } from 'vitest';
import { routes, type AnswerOf, type Build, type ConflictChoice, type FileConflict } from '@amplication/contract';
import { connectRepository, openStore, readBranchFile, writeBranchFile, type Stack } from '@amplication/test-kit';

const SERVER = 'apps/chinook-server';
export const SCHEMA = `${SERVER}/prisma/schema.prisma`;
export const INPUT = `${SERVER}/src/artist/dto/create-artist.input.ts`;

/** What a person made of the line that the generator changes, too. */
const MINE = { [SCHEMA]: '  name String? @db.VarChar(99)\n', [INPUT]: 'maxLength: 99' } as const;

/** A merge request as GitLab tells it. */
export interface RemoteMergeRequest {
  readonly title: string;
  readonly draft: boolean;
  readonly state: string;
  readonly sha: string;
}

/** A discussion as GitLab tells it. */
export interface RemoteDiscussion {
  readonly id: string;
  readonly notes: readonly {
    readonly body: string;
    readonly resolvable: boolean;
    readonly resolved: boolean;
    readonly position?: { readonly new_line: number | null } | null;
  }[];
}

/** A repository of the demo project in which a person and the generator meet. */
export interface ConflictBench {
  readonly projectId: string;
  readonly repository: string;
  /** The repository's number in GitLab. */
  readonly externalId: number;
  readonly read: (branch: string, path: string) => Promise<string>;
  /** A person's edit of a file. */
  readonly edit: (branch: string, path: string, change: (text: string) => string) => Promise<void>;
  /** Edits of a person on main at the lines that the next change of the model generates anew. */
  readonly editMain: (...paths: readonly string[]) => Promise<void>;
  /** Changes the artist's name in the model: its length, whether it is needed, and (at another line) whether it is searched. */
  readonly changeModel: (at?: 'both lines' | 'one line') => Promise<void>;
  readonly generate: () => Promise<Build>;
  /** The conflicts of this repository. */
  readonly list: (state?: 'open' | 'all') => Promise<readonly FileConflict[]>;
  readonly decide: (decision: ConflictChoice, path?: string, content?: string) => Promise<unknown>;
  /** Calls GitLab's API as its owner; the path is below the project. */
  readonly gitlab: <Answer>(method: string, path: string, body?: object) => Promise<Answer>;
  readonly mergeRequest: (number: number) => Promise<RemoteMergeRequest>;
  /** Discussions that can be resolved. */
  readonly discussions: (number: number) => Promise<readonly RemoteDiscussion[]>;
  readonly merge: (number: number) => Promise<void>;
  /** The messages of the commits of a branch, newest first. */
  readonly messages: (branch: string) => Promise<readonly string[]>;
}

/** Connects a new repository, with the generated code merged into main. What was decided in others is forgotten. */
export async function openConflictBench(stack: Stack, name: string): Promise<ConflictBench> {
  const { projectId, repository: connected } = await connectRepository(stack, name);
  const repository = `acme/platform/${name}`;
  await openStore(stack.databaseUrl, (query) => query('delete from sync_resolution'));
  const [service] = await stack.call(routes.listServices, { params: { projectId } });
  const serviceId = service?.id ?? '';
  const gitlab: ConflictBench['gitlab'] = async (method, path, body) => {
    const url = `${stack.sandbox.url}/api/v4/projects/${encodeURIComponent(repository)}${path}`;
    const headers = { 'private-token': stack.sandbox.tokens.owner, 'content-type': 'application/json' };
    const response = await fetch(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as never;
  };
  const bench: ConflictBench = {
    projectId,
    repository,
    externalId: connected.externalId,
    gitlab,
    read: async (branch, path) => (await readBranchFile(stack.sandbox, repository, branch, path)) ?? '',
    edit: async (branch, path, change) => {
      const before = await bench.read(branch, path);
      const after = change(before);
      if (after === before) throw new Error(`The edit of ${path} changes nothing.`);
      await writeBranchFile(stack.sandbox, repository, branch, path, after);
    },
    editMain: async (...paths) => {
      for (const path of paths)
        await bench.edit('main', path, (text) =>
          path === SCHEMA
            ? text.replace(/(?<=model Artist \{[^}]*)^  name String.*\n/mu, MINE[SCHEMA])
            : text.replace(/maxLength: \d+/u, MINE[INPUT]),
        );
    },
    changeModel: async (at = 'both lines') => {
      const artist = await findArtist(stack, serviceId);
      const field = artist.fields.find((each) => each.name === 'name');
      const maxLength = field?.type.kind === 'single-line-text' ? (field.type.maxLength ?? 0) + 1 : 1;
      await stack.call(routes.updateField, {
        params: { serviceId, entityId: artist.id, fieldId: field?.id ?? '' },
        body: {
          required: field?.required !== true,
          ...(at === 'one line' ? {} : { searchable: field?.searchable !== true }),
          type: { kind: 'single-line-text', maxLength },
        },
      });
    },
    generate: async () => {
      const commit = await stack.call(routes.createCommit, {
        params: { projectId },
        body: { message: '', strategy: 'all-services' },
      });
      return stack.waitForBuild(commit.builds[0]?.id ?? '');
    },
    list: async (state = 'open') => {
      const query = { state, limit: 100 };
      const { items } = await stack.call(routes.listConflicts, { params: { projectId }, query });
      return items.filter((item) => item.repository.fullPath === repository);
    },
    decide: async (decision, path, content) => {
      const chosen = (await bench.list()).filter((item) => path === undefined || item.path === path);
      const decisions = chosen.map(({ id }) => ({
        conflictId: id,
        decision,
        ...(content === undefined ? {} : { content }),
      }));
      return stack.call(routes.resolveConflicts, { body: { decisions } });
    },
    mergeRequest: (number) => gitlab('GET', `/merge_requests/${number}`),
    discussions: async (number) =>
      (await gitlab<readonly RemoteDiscussion[]>('GET', `/merge_requests/${number}/discussions`)).filter(
        ({ notes }) => notes[0]?.resolvable === true,
      ),
    merge: async (number) => {
      const ask = async () =>
        (await gitlab<{ detailed_merge_status: string }>('GET', `/merge_requests/${number}`)).detailed_merge_status;
      // GitLab works out whether it can be merged when it is asked.
      await vi.waitUntil(async () => (await ask()) === 'mergeable', { timeout: 10_000 });
      await gitlab('PUT', `/merge_requests/${number}/merge`);
    },
    messages: async (branch) =>
      (await gitlab<readonly { readonly title: string }[]>('GET', `/repository/commits?ref_name=${branch}`)).map(
        ({ title }) => title,
      ),
  };
  const first = await bench.generate();
  if (first.mergeRequest === null) throw new Error(`Nothing was proposed: ${first.message ?? first.state}`);
  await bench.merge(first.mergeRequest.number);
  return bench;
}

async function findArtist(stack: Stack, serviceId: string): Promise<AnswerOf<typeof routes.getEntity>> {
  const entities = await stack.call(routes.listEntities, { params: { serviceId } });
  const artist = entities.find((entity) => entity.name === 'Artist');
  if (artist === undefined) throw new Error('The demo project has no artist.');
  return artist;
}

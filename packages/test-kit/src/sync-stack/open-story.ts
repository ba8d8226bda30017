import type { SyncStack, StackProject } from './open-sync-stack.ts';
import { openRemote, type RemoteRepository } from './remote-repository.ts';

/** A project with a history of people and generations, whose moments tests disturb. */
export interface Story {
  readonly project: StackProject;
  readonly remote: RemoteRepository;
  /** Sets what the services generate from now on, by a number of the version. */
  readonly setVersion: (version: number) => void;
  /** A person squashes the open merge request. */
  readonly squash: () => Promise<void>;
  /** A person's edit of text files: what is there now to what shall be there. */
  readonly edit: (branch: string, path: string, change: (text: string) => string) => Promise<void>;
  readonly read: (treeish: string, path: string) => Promise<string | undefined>;
  readonly countOpen: () => Promise<number>;
}

/** What each service generates: the versions differ in line 2 of `asked.txt` and line 1 of `merged.txt`. */
export function toVersion(index: number, version: number): ReadonlyMap<string, string> {
  const lines = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].join('\n');
  return new Map([
    [`service-${index}/asked.txt`, `one\ntwo of version ${version}\nthree\n`],
    [`service-${index}/merged.txt`, `version ${version}\n${lines}\nend\n`],
    [`service-${index}/kept.txt`, `${lines}\n`],
    [`service-${index}/only-${version}.txt`, `version ${version}\n`],
  ]);
}

/** Opens a project for such a history. */
export async function openStory(stack: SyncStack, project: StackProject): Promise<Story> {
  const remote = openRemote(stack, project);
  const findOpen = async (): Promise<readonly { readonly iid: number; readonly title: string }[]> =>
    (await remote.call('GET', '/merge_requests?state=opened')).body as readonly {
      readonly iid: number;
      readonly title: string;
    }[];
  const read = async (treeish: string, path: string): Promise<string | undefined> =>
    (await remote.files(treeish)).get(path)?.content.toString('utf8');
  return {
    project,
    remote,
    setVersion: (version) => project.serviceIds.forEach((id, index) => stack.setFiles(id, toVersion(index, version))),
    squash: async () => {
      const [open] = await findOpen();
      if (open === undefined) throw new Error('There is no open merge request.');
      const path = `/merge_requests/${open.iid}`;
      await remote.call('PUT', path, { title: open.title.replace(/^Draft: /u, '') });
      await remote.call('GET', path);
      await stack.sandbox.drain();
      const { status, body } = await remote.call('PUT', `${path}/merge`, {
        squash: true,
        should_remove_source_branch: false,
      });
      if (status !== 200) throw new Error(`The merge was refused: ${JSON.stringify(body)}`);
      await stack.sandbox.drain();
    },
    edit: async (branch, path, change) => {
      const content = change((await read(`refs/heads/${branch}`, path)) ?? '');
      await remote.commit(branch, new Map([[path, { content: Buffer.from(content), mode: '100644' }]]));
    },
    read,
    countOpen: async () => (await findOpen()).length,
  };
}

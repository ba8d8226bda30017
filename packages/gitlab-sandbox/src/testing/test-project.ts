import { at, type Answer, type TestSandbox } from './open-sandbox.ts';

/** A new project of the group acme, with the calls that tests of merge requests repeat. */
export interface TestProject {
  readonly id: number;
  /** `/projects/<id>`. */
  readonly path: string;
  /** Commits a file on a branch, which `start` makes when it is new. */
  change(branch: string, file: string, content: string, start?: string): Promise<Answer>;
  /** Opens a merge request into main. */
  open(source: string, more?: object): Promise<Answer>;
  /** A call below the first merge request: `''`, `/merge`, `/discussions`. */
  first(method: string, path?: string, body?: object, token?: string): Promise<Answer>;
  /** The first merge request once its check is done. */
  settled(): Promise<unknown>;
  put(body: object, token?: string): Promise<Answer>;
  /** The tip of a branch. */
  tip(branch: string): Promise<unknown>;
}

let count = 0;

/** Makes one; its README.md is `# <name>`. */
export async function openProject(sandbox: TestSandbox, more: object = {}): Promise<TestProject> {
  count += 1;
  const group = at((await sandbox.call('GET', '/groups/acme')).body, 'id');
  const created = await sandbox.call('POST', '/projects', {
    body: { name: `Project ${count}`, namespace_id: group, initialize_with_readme: true, ...more },
  });
  const id = Number(at(created.body, 'id'));
  const path = `/projects/${id}`;
  const files = async (branch: string): Promise<readonly unknown[]> => {
    const tree = await sandbox.call('GET', `${path}/repository/tree?recursive=true&per_page=100&ref=${branch}`);
    return (tree.body as unknown[]).map((entry) => at(entry, 'path'));
  };
  const first: TestProject['first'] = (method, rest = '', body, token) =>
    sandbox.call(method, `${path}/merge_requests/1${rest}`, {
      ...(body === undefined ? {} : { body }),
      ...(token === undefined ? {} : { token }),
    });
  return {
    id,
    path,
    first,
    change: async (branch, file, content, start) => {
      const action = (await files(start ?? branch)).includes(file) ? 'update' : 'create';
      const from = start === undefined ? {} : { start_branch: start };
      return sandbox.call('POST', `${path}/repository/commits`, {
        body: {
          branch,
          commit_message: `change ${file}`,
          actions: [{ action, file_path: file, content }],
          ...from,
        },
      });
    },
    open: (source, options = {}) =>
      sandbox.call('POST', `${path}/merge_requests`, {
        body: { title: 'Change', source_branch: source, target_branch: 'main', ...options },
      }),
    settled: async () => {
      await sandbox.drain();
      await first('GET');
      await sandbox.drain();
      return (await first('GET', '?include_rebase_in_progress=true')).body;
    },
    put: (body, token) => sandbox.call('PUT', path, { body, ...(token === undefined ? {} : { token }) }),
    tip: async (branch) =>
      at((await sandbox.call('GET', `${path}/repository/branches/${branch}`)).body, 'commit', 'id'),
  };
}

import type { GitRemote } from '../git-remote.ts';
import { ensureMirror } from '../init-repository.ts';
import type { CommitId } from '../object-id.ts';
import { serveRepositories, type RepositoryServer } from './serve-repositories.ts';
import { commit, createOrigin, temporaryFolder, write } from './temporary-repository.ts';

/** A repository of its own behind HTTP, with one commit of three files on `main`. */
export interface ServedOrigin {
  readonly gitDir: string;
  readonly remote: GitRemote;
  readonly first: CommitId;
  /** An empty mirror of it. */
  readonly openMirror: () => Promise<string>;
}

/** Serves repositories that need a credential. */
export interface Origins extends AsyncDisposable {
  readonly folder: string;
  readonly authorization: string;
  readonly server: RepositoryServer;
  /** Makes another repository, and forgets what was asked so far. */
  readonly next: () => Promise<ServedOrigin>;
}

/** Starts the server, without a repository yet. */
export async function serveOrigins(): Promise<Origins> {
  const authorization = `Basic ${Buffer.from('oauth2:secret-token').toString('base64')}`;
  const folder = await temporaryFolder();
  const server = await serveRepositories({ root: folder.path, authorization });
  let count = 0;
  return {
    folder: folder.path,
    authorization,
    server,
    next: async () => {
      count += 1;
      const [gitDir, mirror] = [`${folder.path}/origin-${count}.git`, `${folder.path}/mirror-${count}.git`];
      await createOrigin(gitDir);
      const changes = [write('a', '1\n2\n'), write('ü/b', 'b\r\n'), write('c', 'c\n')];
      const first = await commit({ gitDir, ref: 'refs/heads/main', changes });
      server.requests.length = 0;
      return {
        gitDir,
        remote: { url: `${server.url}/origin-${count}.git`, authorization },
        first,
        openMirror: async () => {
          await ensureMirror({ gitDir: mirror });
          return mirror;
        },
      };
    },
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await folder.dispose();
    },
  };
}

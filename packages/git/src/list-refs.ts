import { toCommitId, type CommitId } from './object-id.ts';
import { assertRefName } from './ref-name.ts';
import { runGit } from './run-git.ts';

/** The refs below the prefix (`refs/heads`, `refs/remotes/origin`, …) with the commits that they name, sorted by name. */
export async function listRefs(options: {
  readonly gitDir: string;
  readonly prefix: string;
}): Promise<ReadonlyMap<string, CommitId>> {
  const prefix =
    options.prefix === 'refs' || options.prefix === 'refs/' ? 'refs' : assertRefName(options.prefix.replace(/\/$/, ''));
  const format = '--format=%(objectname) %(objecttype) %(refname)';
  const { stdout } = await runGit(['for-each-ref', format, '--', prefix], { gitDir: options.gitDir });
  const refs = new Map<string, CommitId>();
  for (const line of stdout.toString('utf8').split('\n')) {
    const [id, type, ref] = line.split(' ');
    if (id !== undefined && type === 'commit' && ref !== undefined) refs.set(ref, toCommitId(id));
  }
  return refs;
}

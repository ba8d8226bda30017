import { runGit, toCommitId, type CommitId } from '@amplication/git';
import { gitDirOf, timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { Project, User } from '../state/sandbox-state.ts';

export interface Tag {
  readonly name: string;
  /** The tag object, or the commit of a tag without a message. */
  readonly target: string;
  readonly commit: CommitId;
  readonly message: string;
}

const format = '--format=%(refname:strip=2)%00%(objecttype)%00%(objectname)%00%(*objectname)%00%(contents)%00%00';

/** The tags with the commits that they name, sorted by name; tags of anything else are left out. */
export async function listTags(context: Pick<SandboxContext, 'dataDir'>, project: Project): Promise<readonly Tag[]> {
  const { stdout } = await runGit(['for-each-ref', format, 'refs/tags'], { gitDir: gitDirOf(context, project) });
  return stdout
    .toString('utf8')
    .split('\0\0\n')
    .filter(Boolean)
    .flatMap((record): readonly Tag[] => {
      const [name = '', type, target = '', peeled = '', message = ''] = record.split('\0');
      if (type === 'commit') return [{ name, target, commit: toCommitId(target), message: '' }];
      if (type !== 'tag' || peeled === '') return [];
      return [{ name, target, commit: toCommitId(peeled), message: message.trimEnd() }];
    });
}

/** Makes what a tag with a message names; returns the object for its ref. */
export async function makeTagObject(
  context: Pick<SandboxContext, 'dataDir' | 'now'>,
  project: Project,
  user: User,
  tag: { readonly name: string; readonly commit: CommitId; readonly message: string },
): Promise<string> {
  const seconds = Math.floor(Date.parse(timestamp(context)) / 1000);
  const head = [
    `object ${tag.commit}`,
    'type commit',
    `tag ${tag.name}`,
    `tagger ${user.name} <${user.email}> ${seconds} +0000`,
  ];
  const gitDir = gitDirOf(context, project);
  const { stdout } = await runGit(['mktag'], { gitDir, input: `${head.join('\n')}\n\n${tag.message}\n` });
  return stdout.toString('latin1').trim();
}

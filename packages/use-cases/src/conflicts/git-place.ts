import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { MirrorPlace } from '@amplication/git-sync';
import type { Context, GitConnection } from '../context.ts';

/** The mirror of a remote (instance and repository number, as in `https://gitlab.example#7`), with access for now. */
export async function toGitPlace(
  ctx: Pick<Context, 'mirrorsDirectory'>,
  remote: string,
  repository: { readonly gitUrl: string },
  provider: GitConnection,
): Promise<MirrorPlace> {
  const [authorization, transport] = await Promise.all([provider.gitAuthorization(), provider.gitTransport()]);
  const name = createHash('sha256').update(remote).digest('hex').slice(0, 32);
  return {
    gitDir: join(ctx.mirrorsDirectory, `${name}.git`),
    remote: { ...transport, url: repository.gitUrl, authorization },
  };
}

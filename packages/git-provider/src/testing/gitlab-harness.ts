import type { ConformanceHarness } from '../conformance/conformance-harness.ts';
import type { GitProvider } from '../git-provider.ts';
import { createGitLabProvider } from '../gitlab/create-gitlab-provider.ts';
import { createHostGate } from '../gitlab/host-gate.ts';
import type { Repository } from '../repositories.ts';
import { callGitLab, commitOnBranch } from './call-gitlab.ts';

export interface GitLabHarnessOptions {
  readonly url: string;
  readonly token: string;
  readonly kind: 'group' | 'user';
  /** A token that may be used up. */
  readonly spareToken?: string;
  readonly hookUrl?: string;
  readonly dispose: () => Promise<void>;
}

/** What the conformance suite needs of a GitLab, the sandbox or a real one. */
export async function openGitLabHarness(options: GitLabHarnessOptions): Promise<ConformanceHarness> {
  const { url, token, kind, spareToken, hookUrl, dispose } = options;
  const gate = createHostGate();
  const providerOf = (accessToken: string): GitProvider =>
    createGitLabProvider({ baseUrl: url, getAccessToken: async () => accessToken, gate });
  const provider = providerOf(token);
  const namespace = (await provider.listNamespaces()).items.find((one) => one.kind === kind);
  if (namespace === undefined) throw new Error(`The token has no namespace of kind ${kind}.`);
  return {
    provider,
    strangerProvider: providerOf('nobody'),
    spareProvider: spareToken === undefined ? undefined : providerOf(spareToken),
    namespaceId: namespace.id,
    hookUrl,
    makeBranch: (repository, branch, file) => commitOnBranch(options, repository.id, branch, file),
    makeMilestone: async (repository, title) => {
      const made = (await callGitLab(options, 'POST', `/projects/${repository.id}/milestones`, { title })) as {
        id: number;
      };
      return made.id;
    },
    deleteRepository: (repository) => deleteRepository(options, provider, repository),
    dispose,
  };
}

// GitLab keeps what is deleted for days under another path, unless it is asked again by that path.
async function deleteRepository(
  where: { readonly url: string; readonly token: string },
  provider: GitProvider,
  { id }: Repository,
): Promise<void> {
  await callGitLab(where, 'DELETE', `/projects/${id}`);
  const left = await provider.findRepository(id);
  if (left?.unavailableReason !== 'being-deleted') return;
  const query = new URLSearchParams({ permanently_remove: 'true', full_path: left.path });
  await callGitLab(where, 'DELETE', `/projects/${id}?${query.toString()}`).catch(() => undefined);
}

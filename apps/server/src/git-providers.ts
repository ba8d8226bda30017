import { API_PREFIX, OAUTH_CALLBACK_PATH } from '@amplication/contract';
import { createGitLabOAuth, createGitLabProvider } from '@amplication/git-provider';
import type { GitInstanceConfig, GitProviders } from '@amplication/use-cases';
import { Agent } from 'undici';
import type { Config } from './config/config.ts';
import { createHostPolicy } from './host-policy.ts';

/**
 * How this installation talks to GitLab: to public hosts, to the instances that the operator configured and to those that
 * ALLOWED_HOSTS names. Requests are checked again when they connect, so that a name cannot change its mind in between.
 */
export function createGitProviders(
  config: Pick<Config, 'publicUrl' | 'allowedHosts'>,
  instances: readonly GitInstanceConfig[],
): GitProviders {
  const redirectUri = `${config.publicUrl}${API_PREFIX}${OAUTH_CALLBACK_PATH}`;
  const policy = createHostPolicy([
    ...config.allowedHosts,
    ...instances.map((instance) => new URL(instance.baseUrl).host),
  ]);
  const dispatcher = new Agent({ connect: { lookup: policy.lookup } });
  return {
    connect: ({ baseUrl, getAccessToken }) =>
      createGitLabProvider({
        baseUrl,
        dispatcher,
        // Every request, and git, asks for the token first: no credential leaves for a host that is not allowed.
        getAccessToken: async (options) => {
          await policy.assertAllowed(baseUrl);
          return getAccessToken(options);
        },
      }),
    oauth: ({ baseUrl, clientId, clientSecret }) => createGitLabOAuth({ baseUrl, clientId, clientSecret, redirectUri }),
  };
}

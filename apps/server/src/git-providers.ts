import { createGitLabOAuth, createGitLabProvider } from '@amplication/git-provider';
import { API_PREFIX, OAUTH_CALLBACK_PATH } from '@amplication/contract';
import type { GitProviders } from '@amplication/use-cases';
import type { Config } from './config/config.ts';

/** How this installation talks to GitLab: where GitLab sends the browser back to. */
export function createGitProviders(config: Pick<Config, 'publicUrl'>): GitProviders {
  const redirectUri = `${config.publicUrl}${API_PREFIX}${OAUTH_CALLBACK_PATH}`;
  return {
    connect: ({ baseUrl, getAccessToken }) => createGitLabProvider({ baseUrl, getAccessToken }),
    oauth: ({ baseUrl, clientId, clientSecret }) => createGitLabOAuth({ baseUrl, clientId, clientSecret, redirectUri }),
  };
}

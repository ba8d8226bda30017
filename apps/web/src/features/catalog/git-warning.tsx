import type { GitSettingsView } from '@amplication/contract';
import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { projectGitSettingsQuery } from '../../api/queries.ts';
import { AnchorLink } from '../../ui/links.tsx';

/** Tells where everybody passes by that the project's builds end without a merge request, or soon will. */
export function GitWarning({ projectId }: { readonly projectId: string }): ReactNode {
  const { data } = useQuery(projectGitSettingsQuery(projectId));
  const words = data?.settings == null ? undefined : toWords(data.settings);
  if (words === undefined) return null;
  return (
    <Alert color="orange" icon={<IconAlertTriangle size={18} aria-hidden />} mb="md">
      <Text size="sm">{words}</Text>
      <AnchorLink to="/projects/$projectId/git-settings" params={{ projectId }} size="sm">
        Open the Git Settings
      </AnchorLink>
    </Alert>
  );
}

function toWords({ organization, repository }: GitSettingsView): string | undefined {
  const { username, health, tokenExpiresOn } = organization;
  if (health === 'reconnect') return `GitLab no longer accepts the account ${username}: no merge request can be made.`;
  if (health === 'no-access') return `GitLab lets the account ${username} do nothing: no merge request can be made.`;
  if (repository.unavailableReason !== null)
    return `${repository.fullPath} cannot be used. ${repository.unavailableReason}`;
  if (health === 'expiring') return `The access token of ${username} ends on ${tokenExpiresOn ?? 'one of these days'}.`;
  return undefined;
}

import type { GitOrganization } from '@amplication/contract';
import { List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { disconnectConsequencesQuery } from '../../api/queries.ts';
import { confirm } from '../../ui/confirm.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { toHost } from './to-host.ts';

/** Asks before an account is disconnected, and says first what stops. */
export function askToDisconnect(organization: GitOrganization, onConfirm: () => void): void {
  confirm({
    title: `Disconnect ${organization.username} on ${toHost(organization.baseUrl)}?`,
    children: <Consequences organization={organization} />,
    confirm: 'Disconnect',
    onConfirm,
  });
}

function Consequences({ organization }: { readonly organization: GitOrganization }): ReactNode {
  const consequences = useQuery(disconnectConsequencesQuery(organization.id));
  return (
    <QueryState query={consequences} loading="Looking what uses it">
      {({ settings, openMergeRequests, isRevoked }) => (
        <Stack gap="xs">
          {settings.length === 0 ? (
            <span>No Git Settings use it.</span>
          ) : (
            <>
              <span>Nothing is generated any more into:</span>
              <List size="sm">
                {settings.map(({ projectId, projectName, serviceName, repository }) => (
                  <List.Item key={`${projectId} ${serviceName ?? ''}`}>
                    {repository} ({projectName}
                    {serviceName === null ? '' : `, ${serviceName}`})
                  </List.Item>
                ))}
              </List>
            </>
          )}
          {openMergeRequests > 0 && (
            <span>
              {openMergeRequests} open merge request{openMergeRequests === 1 ? ' stays' : 's stay'} as{' '}
              {openMergeRequests === 1 ? 'it is' : 'they are'} in GitLab.
            </span>
          )}
          <span>
            {isRevoked ? 'The access is revoked at GitLab.' : 'The token is forgotten here; delete it in GitLab, too.'}{' '}
            <Text span fw={600} size="sm">
              The settings stay
            </Text>
            : connect the same account again, and everything goes on.
          </span>
        </Stack>
      )}
    </QueryState>
  );
}

import { routes, type Departure } from '@amplication/contract';
import { Anchor, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { departuresQuery } from '../../api/queries.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { confirm } from '../../ui/confirm.tsx';
import { MergeRequestLink } from '../../ui/merge-request-link.tsx';

/** Files that deleted and moved services left in repositories; nothing when there are none. */
export function Departures({ projectId }: { readonly projectId: string }): ReactNode {
  const { data: departures = [] } = useQuery(departuresQuery(projectId));
  const waiting = departures.filter(({ state }) => state !== 'removed');
  if (waiting.length === 0) return null;
  return (
    <Card withBorder component="section" aria-label="Files left behind">
      <Stack gap="md">
        <div>
          <Title order={3} size="h5">
            Files left behind
          </Title>
          <Text size="sm" c="dimmed">
            These services were deleted or go elsewhere now. Their files stay until you ask for a merge request that
            removes them; files that somebody edited stay in any case.
          </Text>
        </div>
        {waiting.map((departure) => (
          <DepartureRow key={departure.id} departure={departure} />
        ))}
      </Stack>
    </Card>
  );
}

function DepartureRow({ departure }: { readonly departure: Departure }): ReactNode {
  const refresh = useRefresh();
  const remove = useMutation({
    mutationFn: () => api.call(routes.removeFiles, { params: { departureId: departure.id } }),
    onSuccess: async () => {
      await refresh('git');
      notifications.show({ message: `A merge request will remove the files of ${departure.serviceName}.` });
    },
  });
  const { serviceName, repository, state, message, mergeRequest } = departure;
  const canAsk = state === 'left' || message !== null;
  return (
    <Group justify="space-between" align="flex-start">
      <Stack gap={2} flex="1 1 240px">
        <Text size="sm" fw={600}>
          {serviceName}
        </Text>
        {repository !== null && (
          <Anchor href={repository.webUrl} size="sm" style={{ overflowWrap: 'anywhere' }}>
            {repository.fullPath}
          </Anchor>
        )}
        {message !== null && (
          <Text size="sm" c="red" role="alert">
            {message}
          </Text>
        )}
      </Stack>
      {mergeRequest !== null && <MergeRequestLink mergeRequest={mergeRequest} />}
      {canAsk ? (
        <Button variant="default" size="xs" loading={remove.isPending} onClick={() => ask(departure, remove.mutate)}>
          {message === null ? `Remove the files of ${serviceName}` : 'Try again'}
        </Button>
      ) : (
        mergeRequest === null && (
          <Text size="sm" c="dimmed">
            The merge request is being made
          </Text>
        )
      )}
    </Group>
  );
}

function ask({ serviceName, repository }: Departure, onConfirm: () => void): void {
  confirm({
    title: `Remove the files of ${serviceName}?`,
    children: `A merge request in ${repository?.fullPath ?? 'the repository'} will remove what was generated and nobody edited. Nothing is removed before you merge it.`,
    confirm: 'Open the merge request',
    isDangerous: false,
    onConfirm,
  });
}

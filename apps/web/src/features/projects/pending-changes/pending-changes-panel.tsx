import { routes, type PendingChange } from '@amplication/contract';
import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../../api/client.ts';
import { pendingChangesQuery } from '../../../api/queries.ts';
import { useRefresh } from '../../../api/use-refresh.ts';
import { confirm } from '../../../ui/confirm.tsx';
import { AnchorLink } from '../../../ui/links.tsx';
import { QueryState } from '../../../ui/query-state.tsx';
import { GenerateForm } from './generate-form.tsx';
import { PendingChangeItem } from './pending-change-item.tsx';

/** What changed since the last commits, by everybody, and the button that generates the code. */
export function PendingChangesPanel({ projectId }: { readonly projectId: string }): ReactNode {
  const pending = useQuery(pendingChangesQuery(projectId));
  const discard = useDiscard(projectId);
  const count = pending.data?.length;
  return (
    <Stack gap="sm">
      <Group justify="space-between" wrap="nowrap">
        <Group gap={8}>
          <Title order={2} size="h5">
            Pending changes
          </Title>
          {count !== undefined && (
            <Badge variant={count > 0 ? 'filled' : 'light'} color={count > 0 ? 'brand' : 'gray'}>
              {count}
            </Badge>
          )}
        </Group>
        {count !== undefined && count > 0 && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="red"
            loading={discard.isPending}
            onClick={() => askToDiscardAll(count, () => discard.mutate(undefined))}
          >
            Discard all
          </Button>
        )}
      </Group>
      <GenerateForm projectId={projectId} pending={pending.data} />
      <QueryState query={pending} loading="Loading the pending changes">
        {(changes) =>
          changes.length === 0 ? (
            <Text size="sm" c="dimmed">
              Nothing changed since the last commit. Change a service, an entity or a field, and it appears here. To
              generate again, choose all services.
            </Text>
          ) : (
            <ChangesByService
              projectId={projectId}
              changes={changes}
              isBusy={discard.isPending}
              onDiscard={(change) => discard.mutate([change])}
            />
          )
        }
      </QueryState>
    </Stack>
  );
}

function ChangesByService({
  projectId,
  changes,
  isBusy,
  onDiscard,
}: {
  readonly projectId: string;
  readonly changes: readonly PendingChange[];
  readonly isBusy: boolean;
  readonly onDiscard: (change: PendingChange) => void;
}): ReactNode {
  return (
    <Stack gap="md">
      {groupByService(changes).map(({ serviceId, serviceName, own }) => (
        <section key={serviceId} aria-label={serviceName}>
          <AnchorLink
            to="/projects/$projectId/services/$serviceId"
            params={{ projectId, serviceId }}
            size="sm"
            fw={600}
            c="inherit"
          >
            {serviceName}
          </AnchorLink>
          <Stack gap={2} mt={4} component="ul" p={0} style={{ listStyle: 'none' }}>
            {own.map((change) => (
              <PendingChangeItem key={change.key} change={change} isBusy={isBusy} onDiscard={() => onDiscard(change)} />
            ))}
          </Stack>
        </section>
      ))}
    </Stack>
  );
}

function groupByService(changes: readonly PendingChange[]) {
  const names = new Map(changes.map((change) => [change.serviceId, change.serviceName]));
  return [...names].map(([serviceId, serviceName]) => ({
    serviceId,
    serviceName,
    own: changes.filter((change) => change.serviceId === serviceId),
  }));
}

function useDiscard(projectId: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (changes: readonly PendingChange[] | undefined) =>
      api.call(routes.discardPendingChanges, {
        params: { projectId },
        body: changes === undefined ? {} : { changes: changes.map(({ serviceId, key }) => ({ serviceId, key })) },
      }),
    onSettled: () => refresh('model', 'catalog'),
  });
}

function askToDiscardAll(count: number, onConfirm: () => void): void {
  confirm({
    title: 'Discard all pending changes?',
    children: `${count === 1 ? 'One change' : `All ${count} changes`} of this project, also those of other people, will be taken back to the last commit. Services that were never committed stay, without their entities.`,
    confirm: 'Discard all',
    onConfirm,
  });
}

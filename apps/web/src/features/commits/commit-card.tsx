import type { Build, Commit } from '@amplication/contract';
import { Box, Card, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { BuildStateBadge } from '../../ui/build-state.tsx';
import { AnchorLink } from '../../ui/links.tsx';
import { MergeRequestLink } from '../../ui/merge-request-link.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';

/** One commit with its builds; of one service only, where the list is filtered. */
export function CommitCard({
  commit,
  serviceId,
}: {
  readonly commit: Commit;
  readonly serviceId?: string | undefined;
}): ReactNode {
  const builds =
    serviceId === undefined ? commit.builds : commit.builds.filter((build) => build.serviceId === serviceId);
  return (
    <Card withBorder padding="sm" component="li">
      <Group gap="xs" wrap="nowrap" align="baseline">
        <Text size="sm" c="dimmed" ff="monospace">
          #{commit.number}
        </Text>
        <Box miw={0}>
          {commit.message === '' ? (
            <Text size="sm" c="dimmed" fs="italic">
              No message
            </Text>
          ) : (
            <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>
              {commit.message}
            </Text>
          )}
          <Text size="xs" c="dimmed">
            {commit.author.name}, <RelativeTime at={commit.createdAt} />
          </Text>
        </Box>
      </Group>
      <Stack gap={6} mt="xs" component="ul" p={0} style={{ listStyle: 'none' }}>
        {builds.map((build) => (
          <BuildRow key={build.id} build={build} />
        ))}
      </Stack>
    </Card>
  );
}

function BuildRow({ build }: { readonly build: Build }): ReactNode {
  return (
    <Group component="li" gap="xs">
      <AnchorLink
        to="/projects/$projectId/builds/$buildId"
        params={{ projectId: build.projectId, buildId: build.id }}
        size="sm"
        aria-label={`Build of ${build.serviceName}`}
      >
        {build.serviceName}
      </AnchorLink>
      <BuildStateBadge state={build.state} />
      {build.mergeRequest !== null && <MergeRequestLink mergeRequest={build.mergeRequest} />}
      {build.mergeRequest === null && build.message !== null && (
        <Text size="xs" c={build.state === 'failed' ? 'red' : 'dimmed'}>
          {build.message}
        </Text>
      )}
    </Group>
  );
}

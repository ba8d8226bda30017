import type { FileConflict } from '@amplication/contract';
import { Badge, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { AnchorLink } from '../../ui/links.tsx';
import { MergeRequestLink } from '../../ui/merge-request-link.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { toDecider, toStateView } from './conflict-words.ts';

/** Where a conflict is, whose file it is, and the build and merge request that it came with. */
export function ConflictFacts({ conflict }: { readonly conflict: FileConflict }): ReactNode {
  const { label, color } = toStateView(conflict);
  const { projectId, buildId, mergeRequest, decidedAt } = conflict;
  return (
    <Group gap="xs">
      <Badge color={color} variant="light" tt="none" miw="max-content">
        {label}
      </Badge>
      <AnchorLink to="/projects/$projectId/builds/$buildId" params={{ projectId, buildId }} size="sm">
        {conflict.serviceName ?? 'Build'}, commit #{conflict.commitNumber}
      </AnchorLink>
      {mergeRequest !== null && <MergeRequestLink mergeRequest={mergeRequest} />}
      {decidedAt !== null && (
        <Text size="sm" c="dimmed">
          {toDecider(conflict)}, <RelativeTime at={decidedAt} />
        </Text>
      )}
    </Group>
  );
}

import type { MergeRequest } from '@amplication/contract';
import { toMergeabilityWords } from '@amplication/domain';
import { Anchor, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** What an open merge request waits for: in GitLab's words for it, with its pipeline and approvals. */
export function MergeRequestStatus({ mergeRequest }: { readonly mergeRequest: MergeRequest }): ReactNode {
  const { state, mergeabilityDetail, pipeline, approvals } = mergeRequest;
  if (state !== 'open') return null;
  const mergeability = toMergeabilityWords(mergeabilityDetail);
  const words = toApprovalWords(approvals);
  return (
    <Group gap="md">
      {mergeability !== undefined && <Text size="sm">{mergeability}</Text>}
      {pipeline !== null && (
        <Text size="sm">
          Pipeline:{' '}
          {pipeline.webUrl === null ? (
            toWords(pipeline.status)
          ) : (
            <Anchor href={pipeline.webUrl} inherit>
              {toWords(pipeline.status)}
            </Anchor>
          )}
        </Text>
      )}
      {words !== undefined && <Text size="sm">{words}</Text>}
    </Group>
  );
}

function toApprovalWords(approvals: MergeRequest['approvals']): string | undefined {
  if (approvals === null) return undefined;
  const { left, approvedBy } = approvals;
  if (left > 0) return `${left} approval${left === 1 ? '' : 's'} missing`;
  return approvedBy.length === 0 ? undefined : `Approved by ${approvedBy.join(', ')}`;
}

function toWords(status: string): string {
  return status.replaceAll('_', ' ');
}

import type { MergeRequest } from '@amplication/contract';
import { Anchor, Badge, Group, Text, type MantineColor } from '@mantine/core';
import {
  IconGitMerge,
  IconGitPullRequest,
  IconGitPullRequestClosed,
  IconGitPullRequestConflict,
  IconGitPullRequestDraft,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { RelativeTime } from './relative-time.tsx';

type Shown = Pick<MergeRequest, 'number' | 'state' | 'webUrl'> &
  Partial<Pick<MergeRequest, 'draft' | 'hasConflicts' | 'mergedAt' | 'mergedBy'>>;

/** The word that says where a merge request is, as GitLab told it last. */
export function toMergeRequestView(mergeRequest: Pick<Shown, 'state' | 'draft' | 'hasConflicts'>): {
  readonly word: string;
  readonly color: MantineColor;
  readonly icon: Icon;
} {
  switch (mergeRequest.state) {
    case 'merged':
      return { word: 'merged', color: 'green', icon: IconGitMerge };
    case 'closed':
      return { word: 'closed', color: 'gray', icon: IconGitPullRequestClosed };
    case 'open':
      if (mergeRequest.hasConflicts === true)
        return { word: 'conflicts', color: 'orange', icon: IconGitPullRequestConflict };
      if (mergeRequest.draft === true) return { word: 'draft', color: 'gray', icon: IconGitPullRequestDraft };
      return { word: 'open', color: 'brand', icon: IconGitPullRequest };
  }
}

/** A merge request: a link `!N` to GitLab, and its state in a word. */
export function MergeRequestLink({ mergeRequest }: { readonly mergeRequest: Shown }): ReactNode {
  const { word, color, icon: StateIcon } = toMergeRequestView(mergeRequest);
  return (
    <Group gap={6}>
      <Anchor href={mergeRequest.webUrl} size="sm" fw={600}>
        !{mergeRequest.number}
      </Anchor>
      <Badge
        color={color}
        variant="light"
        tt="none"
        miw="max-content"
        leftSection={<StateIcon size={12} aria-hidden />}
      >
        {word}
      </Badge>
      {mergeRequest.state === 'merged' && mergeRequest.mergedAt != null && (
        <Text size="xs" c="dimmed" span>
          <RelativeTime at={mergeRequest.mergedAt} />
          {mergeRequest.mergedBy == null ? '' : ` by ${mergeRequest.mergedBy}`}
        </Text>
      )}
    </Group>
  );
}

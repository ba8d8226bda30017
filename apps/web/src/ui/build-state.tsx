import { assertNever, type BuildState } from '@amplication/domain';
import { Badge, type MantineColor } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconEqual,
  IconGitMerge,
  IconGitPullRequest,
  IconGitPullRequestClosed,
  IconLoader2,
  IconUpload,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';

export interface BuildStateView {
  readonly label: string;
  readonly color: MantineColor;
  readonly icon: Icon;
}

/** How a build's state looks, everywhere. */
export function toBuildStateView(state: BuildState): BuildStateView {
  switch (state) {
    case 'queued':
      return { label: 'Queued', color: 'gray', icon: IconClock };
    case 'generating':
      return { label: 'Generating', color: 'blue', icon: IconLoader2 };
    case 'generated':
      return { label: 'Generated', color: 'teal', icon: IconCircleCheck };
    case 'syncing':
      return { label: 'Syncing', color: 'blue', icon: IconUpload };
    case 'unchanged':
      return { label: 'Unchanged', color: 'gray', icon: IconEqual };
    case 'conflicted':
      return { label: 'Conflicts', color: 'orange', icon: IconAlertTriangle };
    case 'proposed':
      return { label: 'Ready for review', color: 'brand', icon: IconGitPullRequest };
    case 'merged':
      return { label: 'Merged', color: 'green', icon: IconGitMerge };
    case 'closed':
      return { label: 'Closed', color: 'gray', icon: IconGitPullRequestClosed };
    case 'failed':
      return { label: 'Failed', color: 'red', icon: IconCircleX };
    case 'cancelled':
      return { label: 'Cancelled', color: 'gray', icon: IconBan };
    default:
      return assertNever(state);
  }
}

/** A build's state as a badge. */
export function BuildStateBadge({ state }: { readonly state: BuildState }): ReactNode {
  const { label, color, icon: StateIcon } = toBuildStateView(state);
  return (
    <Badge color={color} variant="light" tt="none" miw="max-content" leftSection={<StateIcon size={12} aria-hidden />}>
      {label}
    </Badge>
  );
}

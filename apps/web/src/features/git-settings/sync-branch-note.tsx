import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** Whose the sync branch is, and that deleting it does no harm. */
export function SyncBranchNote({ syncBranch }: { readonly syncBranch: string }): ReactNode {
  return (
    <Text size="sm" c="dimmed">
      The <code>{syncBranch}</code> branch belongs to the sync. Deleting it does no harm: the next build makes it again,
      and edits that were merged are kept.
    </Text>
  );
}

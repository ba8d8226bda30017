import type { GitSettingsView } from '@amplication/contract';
import { Alert, Stack } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** What happened to the repository in GitLab, as far as somebody should know; nothing when all is as it was. */
export function RepositoryNotices({ repository }: { readonly repository: GitSettingsView['repository'] }): ReactNode {
  const { fullPath, unavailableReason, movedFrom, defaultBranch, formerDefaultBranch } = repository;
  if (unavailableReason === null && movedFrom === null && formerDefaultBranch === null) return null;
  return (
    <Stack gap="xs">
      {unavailableReason !== null && (
        <Alert color="red" icon={<IconAlertTriangle size={18} aria-hidden />} title={`${fullPath} cannot be used`}>
          {unavailableReason} Until that changes, builds end without a merge request.
        </Alert>
      )}
      {movedFrom !== null && (
        <Alert color="blue" icon={<IconInfoCircle size={18} aria-hidden />}>
          It was {movedFrom} before: somebody renamed or moved it in GitLab. Everything goes on.
        </Alert>
      )}
      {formerDefaultBranch !== null && (
        <Alert color="blue" icon={<IconInfoCircle size={18} aria-hidden />}>
          Its default branch is {defaultBranch} now, it was {formerDefaultBranch}. A merge request that is open stays
          where it goes.
        </Alert>
      )}
    </Stack>
  );
}

import { routes, type ConflictDecisionInput, type ResolvedConflicts } from '@amplication/contract';
import { notifications } from '@mantine/notifications';
import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { useRefresh } from '../../api/use-refresh.ts';

/** Sends decisions, tells what came of them, and reads again what shows them. */
export function useDecide(): UseMutationResult<ResolvedConflicts, Error, readonly ConflictDecisionInput[]> {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (decisions: readonly ConflictDecisionInput[]) =>
      api.call(routes.resolveConflicts, { body: { decisions: [...decisions] } }),
    onSuccess: ({ conflicts, commits }) => {
      const files = conflicts.length === 1 ? '1 file' : `${conflicts.length} files`;
      const [commit] = commits;
      notifications.show({
        color: 'green',
        title: `Decided: ${files}`,
        message:
          commit === undefined
            ? 'The branch stays as it is.'
            : `Commit ${commit.commitId.slice(0, 8)} is on the branch ${commit.branch}.`,
      });
    },
    // What was refused may be out of date on the screen.
    onSettled: () => refresh('conflicts', 'builds'),
  });
}

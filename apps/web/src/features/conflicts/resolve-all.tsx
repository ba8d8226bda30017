import { routes, type ConflictChoice, type FileConflict } from '@amplication/contract';
import { Button, Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { confirm } from '../../ui/confirm.tsx';
import { useDecide } from './use-decide.ts';

/** As many as one call takes. */
const MOST_AT_ONCE = 500;

/** Decides everything that waits in a project: all kept, or all taken. */
export function ResolveAll({ projectId, count }: { readonly projectId: string; readonly count: number }): ReactNode {
  const decide = useDecide();
  const resolveAll = useMutation({
    mutationFn: async (choice: 'keep' | 'take') => {
      const open = await readOpen(projectId, choice);
      for (let start = 0; start < open.length; start += MOST_AT_ONCE)
        await decide.mutateAsync(
          open.slice(start, start + MOST_AT_ONCE).map(({ id }) => ({ conflictId: id, decision: choice })),
        );
    },
    // The decisions themselves tell what went wrong.
    meta: { shown: true },
  });
  const ask = (choice: 'keep' | 'take'): void =>
    confirm({
      title: choice === 'keep' ? 'Keep all mine?' : 'Take all generated?',
      children:
        choice === 'keep'
          ? 'Your lines stay in the branch. The same generated text never asks again.'
          : 'The generated lines replace yours in one commit on the sync branch. Your lines stay in its history.',
      confirm: choice === 'keep' ? 'Keep all mine' : 'Take all generated',
      isDangerous: choice === 'take',
      onConfirm: () => resolveAll.mutate(choice),
    });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          disabled={count === 0}
          loading={resolveAll.isPending}
          rightSection={<IconChevronDown size={16} aria-hidden />}
        >
          Resolve all
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => ask('keep')}>Keep all mine</Menu.Item>
        <Menu.Item onClick={() => ask('take')}>Take all generated</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** All that waits for a decision and takes this one, on whatever page it is. */
async function readOpen(projectId: string, choice: ConflictChoice): Promise<readonly FileConflict[]> {
  const open: FileConflict[] = [];
  let cursor: string | null = null;
  do {
    const query: { readonly limit: number; readonly cursor?: string } = {
      limit: 100,
      ...(cursor === null ? {} : { cursor }),
    };
    const page = await api.call(routes.listConflicts, { params: { projectId }, query });
    open.push(...page.items.filter((item) => item.needsDecision && item.choices.includes(choice)));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return open;
}

import { Badge, Button, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { pendingChangesQuery } from '../../../api/queries.ts';
import { PendingChangesPanel } from './pending-changes-panel.tsx';

/** On small screens: a button with the count, and the panel in a drawer. */
export function PendingChangesDrawer({ projectId }: { readonly projectId: string }): ReactNode {
  const [isOpen, { open, close }] = useDisclosure(false);
  const { data } = useQuery(pendingChangesQuery(projectId));
  const { pathname } = useLocation();
  // What it leads to (a build, a page) is behind it.
  useEffect(close, [pathname, close]);
  return (
    <>
      <Button
        variant="default"
        size="xs"
        onClick={open}
        style={{ flexShrink: 0 }}
        rightSection={
          data !== undefined && (
            <Badge
              size="sm"
              circle={data.length < 10}
              variant={data.length > 0 ? 'filled' : 'light'}
              color={data.length > 0 ? 'brand' : 'gray'}
            >
              {data.length}
            </Badge>
          )
        }
      >
        Pending changes
      </Button>
      <Drawer
        opened={isOpen}
        onClose={close}
        position="right"
        size={380}
        aria-label="Pending changes"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <PendingChangesPanel projectId={projectId} />
      </Drawer>
    </>
  );
}

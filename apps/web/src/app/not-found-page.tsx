import { Button, Center } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EmptyState } from '../ui/states.tsx';

/** An address that is no page. */
export function NotFoundPage(): ReactNode {
  useDocumentTitle('No such page · Amplication');
  return (
    <Center mih="60vh">
      <EmptyState
        order={1}
        title="There is no such page"
        action={
          <Button component={Link} to="/">
            Go to the projects
          </Button>
        }
      >
        The address may be mistyped, or what it named is gone.
      </EmptyState>
    </Center>
  );
}

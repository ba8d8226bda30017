import { ApiProblem } from '@amplication/contract';
import { AppShell, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { sessionQuery } from '../api/queries.ts';
import { AnchorLink } from '../ui/links.tsx';
import { QueryState } from '../ui/query-state.tsx';
import { LoadingState } from '../ui/states.tsx';
import { ColorSchemeMenu } from './color-scheme-menu.tsx';
import { UserMenu } from './user-menu.tsx';

/** The frame of every page behind the sign-in. Without a session the read of it leads to the sign-in page. */
export function SignedInLayout(): ReactNode {
  const session = useQuery(sessionQuery());
  const workspace = session.data?.workspaces[0];
  return (
    <AppShell header={{ height: 48 }} padding={{ base: 'sm', sm: 'md' }}>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="sm">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <AnchorLink to="/" fw={700} c="inherit" underline="never" style={{ whiteSpace: 'nowrap' }}>
              <Group gap={8} wrap="nowrap">
                <img src="/icon.svg" alt="" width={20} height={20} />
                Amplication
              </Group>
            </AnchorLink>
            {workspace !== undefined && (
              <Text c="dimmed" size="sm" truncate title="Workspace">
                {workspace.name}
              </Text>
            )}
          </Group>
          <Group gap={4} wrap="nowrap">
            <ColorSchemeMenu />
            {session.data !== undefined && <UserMenu user={session.data.user} />}
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Main>
        {isSignedOut(session.error) ? (
          <LoadingState label="Opening the sign-in page" />
        ) : (
          <QueryState query={session} loading="Looking up who is signed in">
            {() => <Outlet />}
          </QueryState>
        )}
      </AppShell.Main>
    </AppShell>
  );
}

function isSignedOut(error: unknown): boolean {
  return error instanceof ApiProblem && error.problem.code === 'unauthenticated';
}

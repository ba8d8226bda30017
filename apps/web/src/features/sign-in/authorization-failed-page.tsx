import { Anchor, Button, Center, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { Link, getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { getAuthorizationStart } from '../../api/authorization-return.ts';

const page = getRouteApi('/git-authorization-failed');

/** Where the browser lands when connecting GitLab did not work out: why, and how to go on. */
export function AuthorizationFailedPage(): ReactNode {
  const { code, message } = page.useSearch();
  useDocumentTitle('GitLab was not connected · Amplication');
  return (
    <Center mih="100vh" p="md">
      <Paper withBorder shadow="sm" p="xl" maw={520} component="main">
        <Stack>
          <Title order={1} size="h3">
            {code === 'oauth_denied' ? 'GitLab was not connected' : 'Connecting GitLab did not work'}
          </Title>
          <Text>{message ?? 'Nothing was changed.'}</Text>
          <Group>
            <Button component="a" href={getAuthorizationStart()}>
              Try again
            </Button>
            <Anchor component={Link} to="/" size="sm">
              Back to the projects
            </Anchor>
          </Group>
        </Stack>
      </Paper>
    </Center>
  );
}

import { ApiProblem } from '@amplication/contract';
import { Alert, Button, Center, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { toSentence } from '../api/query-client.ts';
import { ButtonLink } from './links.tsx';

/** Something is on its way: says what. */
export function LoadingState({ label }: { readonly label: string }): ReactNode {
  return (
    <Center py="xl" component="output">
      <Group gap="xs">
        <Loader size="sm" aria-hidden />
        <Text c="dimmed">{label}</Text>
      </Group>
    </Center>
  );
}

/** Nothing is here yet: says what it would be, with the next step as a button. */
export function EmptyState({
  title,
  children,
  action,
  order = 3,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  /** 1 where it is all that the page has. */
  readonly order?: 1 | 3;
}): ReactNode {
  return (
    <Stack align="center" gap="xs" py="xl" ta="center">
      <Title order={order} size="h4">
        {title}
      </Title>
      <Text c="dimmed" maw={480}>
        {children}
      </Text>
      {action}
    </Stack>
  );
}

/** Reading failed: says what to do. What does not exist is not tried again. */
export function ErrorState({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }): ReactNode {
  if (error instanceof ApiProblem && (error.problem.status === 404 || error.problem.status === 400)) {
    return (
      <EmptyState
        title="There is nothing here"
        action={
          <ButtonLink to="/" variant="default">
            Go to the projects
          </ButtonLink>
        }
      >
        {error.problem.status === 404 ? error.problem.detail : 'The address may be mistyped or cut off.'}
      </EmptyState>
    );
  }
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title="This could not be loaded" role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{toSentence(error)}</Text>
        {onRetry !== undefined && (
          <Button size="xs" variant="light" color="red" onClick={onRetry}>
            Try again
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

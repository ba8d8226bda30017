import { Alert, Button, Group, Loader, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { toSentence } from "../data/api-error.js";

/** What a page says when there is nothing else to show. */
export function Notice({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ReactNode;
}) {
  return (
    <Stack align="center" gap="xs" py="xl" role="status">
      <Text fw={600}>{title}</Text>
      <Text c="dimmed" ta="center" component="div">
        {children}
      </Text>
    </Stack>
  );
}

export function Failure({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry?: () => unknown;
}) {
  return (
    <Alert color="red" title="This did not work" role="alert">
      <Group justify="space-between">
        <Text size="sm">{toSentence(error)}</Text>
        {onRetry && (
          <Button variant="default" size="xs" onClick={() => void onRetry()}>
            Try again
          </Button>
        )}
      </Group>
    </Alert>
  );
}

/** What a page shows of something it reads: that it is on its way, what failed, or what came. */
export function QueryState<Data>({
  query,
  children,
}: {
  readonly query: {
    readonly data: Data | undefined;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
  readonly children: (data: Data) => ReactNode;
}) {
  const failure = query.error ? (
    <Failure error={query.error} onRetry={query.refetch} />
  ) : undefined;
  if (query.data !== undefined) {
    return (
      <>
        {failure}
        {children(query.data)}
      </>
    );
  }
  if (failure) return failure;
  return (
    <Group justify="center" py="xl">
      <Loader aria-label="Loading" role="status" />
    </Group>
  );
}

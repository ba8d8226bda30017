import { Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

/** The heading of a page, its actions beside it, and the title of the browser's tab. */
export function PageTitle({
  title,
  documentTitle,
  description,
  actions,
  order = 2,
}: {
  readonly title: ReactNode;
  /** What the browser's tab says. */
  readonly documentTitle: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly order?: 1 | 2;
}): ReactNode {
  useDocumentTitle(`${documentTitle} · Amplication`);
  return (
    <Group justify="space-between" align="flex-start" gap="sm" mb="md">
      <Stack gap={2} miw={0} flex="1 1 240px">
        <Title order={order} size="h3" style={{ overflowWrap: 'anywhere' }}>
          {title}
        </Title>
        {description !== undefined && (
          <Text c="dimmed" size="sm">
            {description}
          </Text>
        )}
      </Stack>
      {actions !== undefined && <Group gap="xs">{actions}</Group>}
    </Group>
  );
}

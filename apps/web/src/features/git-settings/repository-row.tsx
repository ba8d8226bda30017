import type { RemoteRepository } from '@amplication/contract';
import { Badge, Box, Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { toUnavailableWords } from './to-unavailable-words.ts';

interface RepositoryRowProps {
  readonly repository: RemoteRepository;
  readonly isChosen: boolean;
  readonly isBusy: boolean;
  readonly onChoose: () => void;
}

/** A repository to pick, or why it cannot be picked. */
export function RepositoryRow({ repository, isChosen, isBusy, onChoose }: RepositoryRowProps): ReactNode {
  const { fullPath, visibility, defaultBranch, unavailableReason } = repository;
  return (
    <Box component="li" py="xs" style={{ borderTop: '1px solid var(--mantine-color-default-border)' }}>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Box miw={0}>
          <Text
            size="sm"
            fw={600}
            c={unavailableReason === null ? 'inherit' : 'dimmed'}
            style={{ overflowWrap: 'anywhere' }}
          >
            {fullPath}
          </Text>
          <Group gap="xs" c="dimmed" fz="xs">
            <Badge size="xs" variant="outline" color="gray" tt="none">
              {visibility}
            </Badge>
            <span>{defaultBranch ?? 'empty'}</span>
          </Group>
          {unavailableReason !== null && (
            <Text size="xs" c="orange">
              {toUnavailableWords(unavailableReason)}
            </Text>
          )}
        </Box>
        <Button
          size="xs"
          variant="light"
          aria-label={`Select ${fullPath}`}
          disabled={unavailableReason !== null || (isBusy && !isChosen)}
          loading={isChosen}
          onClick={onChoose}
          style={{ flexShrink: 0 }}
        >
          Select
        </Button>
      </Group>
    </Box>
  );
}

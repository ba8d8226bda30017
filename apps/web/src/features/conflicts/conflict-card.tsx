import type { FileConflict } from '@amplication/contract';
import { toConflictWords } from '@amplication/domain';
import { Group, Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { AnchorLink } from '../../ui/links.tsx';
import { ChoiceButtons } from './choice-buttons.tsx';
import { ConflictFacts } from './conflict-facts.tsx';

/** One conflict of the list: the file, what happened to it, and what can be decided without a look. */
export function ConflictCard({ conflict }: { readonly conflict: FileConflict }): ReactNode {
  const { id, projectId, path } = conflict;
  return (
    <Paper component="li" withBorder p="sm">
      <Group justify="space-between" align="flex-start" gap="sm">
        <Stack gap={4} miw={0} flex="1 1 300px">
          <AnchorLink
            to="/projects/$projectId/conflicts/$conflictId"
            params={{ projectId, conflictId: id }}
            ff="monospace"
            size="sm"
            fw={600}
            style={{ overflowWrap: 'anywhere' }}
          >
            {path}
          </AnchorLink>
          {conflict.state === 'open' && <Text size="sm">{toSentence(toConflictWords(conflict.kind))}</Text>}
          <ConflictFacts conflict={conflict} />
        </Stack>
        <Group gap="xs">
          <ChoiceButtons conflict={conflict} />
        </Group>
      </Group>
    </Paper>
  );
}

function toSentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

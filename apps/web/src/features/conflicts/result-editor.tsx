import type { ConflictDetail } from '@amplication/contract';
import { Box, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { createResultView } from './code-editor.ts';
import { useDecide } from './use-decide.ts';

/** The file as it shall be: begins as it is in the branch, and can be changed while nobody has decided. */
export function ResultEditor({ conflict }: { readonly conflict: ConflictDetail }): ReactNode {
  const parent = useRef<HTMLDivElement>(null);
  const text = conflict.result?.text ?? undefined;
  const generated = conflict.theirs?.text ?? '';
  const isReadOnly = !conflict.choices.includes('edit');
  const [edited, setEdited] = useState(text);
  const decide = useDecide();
  const label = `Result: ${conflict.path}`;
  useEffect(() => {
    if (parent.current === null || text === undefined) return;
    setEdited(text);
    const view = createResultView(parent.current, { text, generated, label, isReadOnly, onChange: setEdited });
    return () => view.destroy();
  }, [text, generated, label, isReadOnly]);
  if (text === undefined) return null;
  const isChanged = edited !== undefined && edited !== text;
  return (
    <Stack gap={4} component="section" aria-label="Result">
      <Group justify="space-between" align="flex-end" gap="xs">
        <Stack gap={0} flex="1 1 240px">
          <Title order={3} size="h5">
            Result
          </Title>
          <Text size="sm" c="dimmed">
            {isReadOnly
              ? 'What was in the branch when the conflict was found.'
              : 'What is in the branch. Where it differs, the generated lines are shown above it in blue.'}
          </Text>
        </Stack>
        {!isReadOnly && (
          <Button
            disabled={!isChanged}
            loading={decide.isPending}
            onClick={() => decide.mutate([{ conflictId: conflict.id, decision: 'edit', content: edited ?? text }])}
          >
            Save this result
          </Button>
        )}
      </Group>
      <Box
        ref={parent}
        style={{
          border: '1px solid var(--mantine-color-default-border)',
          borderRadius: 'var(--mantine-radius-sm)',
          overflow: 'hidden',
        }}
      />
    </Stack>
  );
}

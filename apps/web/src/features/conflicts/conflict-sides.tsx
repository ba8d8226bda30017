import type { ConflictDetail } from '@amplication/contract';
import { Box, SegmentedControl, SimpleGrid, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { createSideView } from './code-editor.ts';

const SIDES = [
  { side: 'ours', title: 'Yours' },
  { side: 'base', title: 'Base' },
  { side: 'theirs', title: 'Generated' },
] as const;

/** Yours, what both began with, and what was generated: beside each other, or one at a time where there is no room. */
export function ConflictSides({ conflict }: { readonly conflict: ConflictDetail }): ReactNode {
  const isWide = useMediaQuery('(min-width: 62em)', false, { getInitialValueInEffect: false });
  const [chosen, setChosen] = useState<string>('ours');
  if (isWide) {
    return (
      <SimpleGrid cols={3} spacing="xs">
        {SIDES.map(({ side, title }) => (
          <Stack key={side} gap={4} miw={0}>
            <Text size="sm" fw={600}>
              {title}
            </Text>
            <Side conflict={conflict} side={side} title={title} />
          </Stack>
        ))}
      </SimpleGrid>
    );
  }
  const current = SIDES.find(({ side }) => side === chosen) ?? SIDES[0];
  return (
    <Stack gap="xs">
      <SegmentedControl
        aria-label="Which side"
        value={chosen}
        onChange={setChosen}
        data={SIDES.map(({ side, title }) => ({ value: side, label: title }))}
      />
      <Side key={current.side} conflict={conflict} side={current.side} title={current.title} />
    </Stack>
  );
}

function Side({
  conflict,
  side,
  title,
}: {
  readonly conflict: ConflictDetail;
  readonly side: (typeof SIDES)[number]['side'];
  readonly title: string;
}): ReactNode {
  const parent = useRef<HTMLDivElement>(null);
  const file = conflict[side];
  const text = file?.text ?? undefined;
  // The page reads again what is on it: the same text is the same editor.
  const ranges = JSON.stringify(conflict.hunks.map((hunk) => hunk[side]));
  const label = `${title}: ${conflict.path}`;
  useEffect(() => {
    if (parent.current === null || text === undefined) return;
    const hunks = JSON.parse(ranges) as readonly { readonly start: number; readonly end: number }[];
    const view = createSideView(parent.current, { text, label, hunks });
    return () => view.destroy();
  }, [text, ranges, label]);
  const style = { border: '1px solid var(--mantine-color-default-border)', borderRadius: 'var(--mantine-radius-sm)' };
  if (text !== undefined) return <Box ref={parent} style={{ ...style, overflow: 'hidden' }} />;
  return (
    <Box p="sm" style={style}>
      <Text size="sm" c="dimmed">
        {file === null ? 'There is no such file on this side.' : `No text to show: ${file.size} bytes.`}
      </Text>
    </Box>
  );
}

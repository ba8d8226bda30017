import type { LogLine } from '@amplication/contract';
import { Box, Group, Loader, ScrollArea, Text } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';

const COLORS = { info: 'inherit', warning: 'orange', error: 'red' } as const;

/** The log, growing while the build runs; stays at its end unless somebody scrolled up. */
export function BuildLog({
  lines,
  isRunning,
  isLive,
}: {
  readonly lines: readonly LogLine[];
  readonly isRunning: boolean;
  readonly isLive: boolean;
}): ReactNode {
  const viewport = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    if (isAtEnd.current) viewport.current?.scrollTo({ top: viewport.current.scrollHeight });
  }, [lines]);
  return (
    <section aria-label="Log">
      <Group justify="space-between" mb={4}>
        <Text component="h3" fw={600} m={0}>
          Log
        </Text>
        {isRunning && <LiveMark isLive={isLive} />}
      </Group>
      <Box bd="1px solid var(--mantine-color-default-border)" bdrs="sm">
        <ScrollArea.Autosize
          mah={320}
          viewportRef={viewport}
          viewportProps={{ tabIndex: 0, role: 'log', 'aria-label': 'Build log' }}
          onScrollPositionChange={({ y }) => {
            const { current } = viewport;
            isAtEnd.current = current === null || y + current.clientHeight >= current.scrollHeight - 8;
          }}
        >
          <Box p="xs" ff="monospace" fz="xs">
            {lines.length === 0 && (
              <Text size="xs" c="dimmed">
                {isLive ? 'Nothing was logged yet.' : 'Connecting to the log.'}
              </Text>
            )}
            {lines.map((line) => (
              <Group key={line.number} gap="xs" wrap="nowrap" align="flex-start">
                <Text
                  fz="inherit"
                  ff="inherit"
                  c="dimmed"
                  style={{ flexShrink: 0 }}
                  title={new Date(line.at).toLocaleString()}
                >
                  {new Date(line.at).toLocaleTimeString([], { hour12: false })}
                </Text>
                <Text fz="inherit" ff="inherit" c={COLORS[line.level]} style={{ overflowWrap: 'anywhere' }}>
                  {line.level !== 'info' && `${line.level}: `}
                  {line.message}
                </Text>
              </Group>
            ))}
          </Box>
        </ScrollArea.Autosize>
      </Box>
    </section>
  );
}

function LiveMark({ isLive }: { readonly isLive: boolean }): ReactNode {
  return (
    <Group gap={6} component="output">
      <Loader size={12} aria-hidden />
      <Text size="xs" c="dimmed">
        {isLive ? 'Live' : 'Connecting to the log'}
      </Text>
    </Group>
  );
}

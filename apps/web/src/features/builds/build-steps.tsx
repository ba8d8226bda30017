import type { Build, BuildStep, LogLine } from '@amplication/contract';
import { Box, Group, Loader, SimpleGrid, Text, ThemeIcon, type MantineColor } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconCircleDashed,
  IconMinus,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { toDuration } from '../../ui/to-relative-time.ts';
import { toBuildSteps, type StepStatus, type StepView } from './to-build-steps.ts';

const LABELS: Readonly<Record<BuildStep, string>> = {
  queue: 'Queue',
  generate: 'Generate',
  merge: 'Merge',
  push: 'Push',
  'merge-request': 'Merge request',
};

const LOOKS: Readonly<
  Record<StepStatus, { readonly word: string; readonly color: MantineColor; readonly icon: Icon }>
> = {
  waiting: { word: 'waiting', color: 'gray', icon: IconCircleDashed },
  running: { word: 'running', color: 'blue', icon: IconCircleDashed },
  done: { word: 'done', color: 'green', icon: IconCheck },
  warning: { word: 'with conflicts', color: 'orange', icon: IconAlertTriangle },
  failed: { word: 'failed', color: 'red', icon: IconX },
  cancelled: { word: 'cancelled', color: 'gray', icon: IconBan },
  skipped: { word: 'not needed', color: 'gray', icon: IconMinus },
};

/** The steps of a build, each with where it is and how long it took. */
export function BuildSteps({ build, lines }: { readonly build: Build; readonly lines: readonly LogLine[] }): ReactNode {
  const steps = toBuildSteps(build, lines);
  const wasStopped = build.state === 'failed' || build.state === 'cancelled';
  return (
    <SimpleGrid
      component="ol"
      aria-label="Steps"
      cols={{ base: 1, xs: 5 }}
      spacing="xs"
      p={0}
      m={0}
      style={{ listStyle: 'none' }}
    >
      {steps.map((step) => (
        <StepItem key={step.step} view={step} skippedWord={wasStopped ? 'not reached' : 'not needed'} />
      ))}
    </SimpleGrid>
  );
}

function StepItem({ view, skippedWord }: { readonly view: StepView; readonly skippedWord: string }): ReactNode {
  const { word, color, icon: StatusIcon } = LOOKS[view.status];
  const said = view.status === 'skipped' ? skippedWord : word;
  return (
    <Box component="li" aria-current={view.status === 'running' ? 'step' : undefined}>
      <Group gap={8} wrap="nowrap" align="flex-start">
        {view.status === 'running' ? (
          <Loader size={22} aria-hidden />
        ) : (
          <ThemeIcon size={22} radius="xl" variant="light" color={color} aria-hidden>
            <StatusIcon size={14} />
          </ThemeIcon>
        )}
        <div>
          <Text
            size="sm"
            fw={600}
            lh={1.4}
            c={view.status === 'skipped' || view.status === 'waiting' ? 'dimmed' : 'inherit'}
          >
            {LABELS[view.step]}
          </Text>
          <Text size="xs" c="dimmed">
            {said}
            {view.milliseconds !== undefined && `, ${toDuration(view.milliseconds)}`}
          </Text>
        </div>
      </Group>
    </Box>
  );
}

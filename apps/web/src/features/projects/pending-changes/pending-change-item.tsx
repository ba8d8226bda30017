import type { PendingChange } from '@amplication/contract';
import { ActionIcon, Box, Collapse, Group, Text, UnstyledButton, type MantineColor } from '@mantine/core';
import { useDisclosure, useId } from '@mantine/hooks';
import { IconArrowBackUp, IconChevronRight, IconMinus, IconPencil, IconPlus, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { ChangeRows } from './change-rows.tsx';

const ACTIONS: Readonly<Record<PendingChange['action'], { readonly icon: Icon; readonly color: MantineColor }>> = {
  created: { icon: IconPlus, color: 'green' },
  updated: { icon: IconPencil, color: 'blue' },
  deleted: { icon: IconMinus, color: 'red' },
};

/** One pending change: what, who and when; before and after when opened. */
export function PendingChangeItem({
  change,
  isBusy,
  onDiscard,
}: {
  readonly change: PendingChange;
  readonly isBusy: boolean;
  readonly onDiscard: () => void;
}): ReactNode {
  const [isOpen, { toggle }] = useDisclosure(false);
  const detailsId = useId();
  const { icon: ActionMark, color } = ACTIONS[change.action];
  // A service that was never committed has nothing to go back to.
  const isDiscardable = !(change.subject === 'service' && change.action === 'created');
  return (
    <li>
      <Group gap={4} wrap="nowrap" align="flex-start">
        <UnstyledButton onClick={toggle} aria-expanded={isOpen} aria-controls={detailsId} flex={1} miw={0} py={2}>
          <Group gap={6} wrap="nowrap" align="flex-start">
            <IconChevronRight
              size={14}
              aria-hidden
              style={{ marginTop: 3, flexShrink: 0, rotate: isOpen ? '90deg' : '0deg' }}
            />
            <Box miw={0}>
              <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                {change.label}
              </Text>
              <Group gap={4} wrap="nowrap" c="dimmed" fz="xs">
                <Group gap={2} wrap="nowrap" c={`var(--mantine-color-${color}-text)`}>
                  <ActionMark size={12} aria-hidden />
                  {change.action} {change.subject}
                </Group>
                <Text fz="xs" truncate>
                  {change.changedBy !== null && `by ${change.changedBy} `}
                  {change.changedAt !== null && <RelativeTime at={change.changedAt} />}
                </Text>
              </Group>
            </Box>
          </Group>
        </UnstyledButton>
        {isDiscardable && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            mt={2}
            disabled={isBusy}
            aria-label={`Discard ${change.label}`}
            title="Discard this change"
            onClick={onDiscard}
          >
            <IconArrowBackUp size={16} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      <Box id={detailsId}>
        <Collapse expanded={isOpen} keepMounted={false}>
          <ChangeRows change={change} />
        </Collapse>
      </Box>
    </li>
  );
}

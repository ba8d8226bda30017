import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import type { ReactNode } from 'react';

/** Asks before something that cannot be taken back. */
export function confirm(question: {
  readonly title: string;
  readonly children: ReactNode;
  readonly confirm: string;
  readonly isDangerous?: boolean;
  readonly onConfirm: () => void;
}): void {
  modals.openConfirmModal({
    title: question.title,
    children: (
      <Text size="sm" component="div">
        {question.children}
      </Text>
    ),
    labels: { confirm: question.confirm, cancel: 'Cancel' },
    confirmProps: question.isDangerous === false ? {} : { color: 'red' },
    onConfirm: question.onConfirm,
  });
}

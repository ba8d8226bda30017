import type { FileConflict } from '@amplication/contract';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { toChoiceLabel } from './conflict-words.ts';
import { useDecide } from './use-decide.ts';

/** The decisions about a whole conflict, as buttons; none where there is nothing to choose. */
export function ChoiceButtons({
  conflict,
  size = 'xs',
}: {
  readonly conflict: FileConflict;
  readonly size?: 'xs' | 'sm';
}): ReactNode {
  const decide = useDecide();
  return conflict.choices
    .filter((choice) => choice !== 'edit')
    .map((choice) => (
      <Button
        key={choice}
        size={size}
        variant="default"
        loading={decide.isPending && decide.variables[0]?.decision === choice}
        disabled={decide.isPending}
        onClick={() => decide.mutate([{ conflictId: conflict.id, decision: choice }])}
        aria-label={`${toChoiceLabel(conflict.kind, choice)}: ${conflict.path}`}
      >
        {toChoiceLabel(conflict.kind, choice)}
      </Button>
    ));
}

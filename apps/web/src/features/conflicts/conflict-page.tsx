import type { ConflictDetail } from '@amplication/contract';
import { toConflictWords } from '@amplication/domain';
import { Alert, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { conflictQuery } from '../../api/queries.ts';
import { AnchorLink } from '../../ui/links.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { ChoiceButtons } from './choice-buttons.tsx';
import { ConflictFacts } from './conflict-facts.tsx';
import { ConflictSides } from './conflict-sides.tsx';
import { ResultEditor } from './result-editor.tsx';

const page = getRouteApi('/signed-in/projects/$projectId/conflicts/$conflictId');

/** One conflict: the three sides, and the result with what can be decided about it. */
export function ConflictPage(): ReactNode {
  const { projectId, conflictId } = page.useParams();
  const conflict = useQuery(conflictQuery(conflictId));
  return (
    <>
      <AnchorLink to="/projects/$projectId/conflicts" params={{ projectId }} search={{}} size="sm">
        All conflicts
      </AnchorLink>
      <QueryState query={conflict} loading="Loading the conflict">
        {(detail) => <Detail conflict={detail} />}
      </QueryState>
    </>
  );
}

function Detail({ conflict }: { readonly conflict: ConflictDetail }): ReactNode {
  const hasText = conflict.ours?.text != null || conflict.theirs?.text != null;
  const name = conflict.path.split('/').at(-1) ?? conflict.path;
  return (
    <>
      <PageTitle
        title={<span style={{ fontFamily: 'var(--mantine-font-family-monospace)' }}>{conflict.path}</span>}
        documentTitle={`${name}: conflict`}
        actions={<ChoiceButtons conflict={conflict} size="sm" />}
      />
      <Stack gap="md">
        <ConflictFacts conflict={conflict} />
        {conflict.state === 'open' && (
          <Alert color="gray" icon={<IconInfoCircle aria-hidden />} role="note">
            <Text size="sm">{toExplanation(conflict)}</Text>
          </Alert>
        )}
        {hasText && <ConflictSides conflict={conflict} />}
        {hasText && conflict.kind !== 'delete-modify' && <ResultEditor conflict={conflict} />}
      </Stack>
    </>
  );
}

function toExplanation({ kind, choices, theirs, ours }: ConflictDetail): string {
  const words = toConflictWords(kind);
  const happened = `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  const hasNoText = ours?.text == null && theirs?.text == null;
  const binary = hasNoText ? ' The file has no text to show.' : '';
  if (choices.includes('take'))
    return `${happened}${binary} Keeping is remembered: the same generated text never asks again. Taking makes one commit on the sync branch.`;
  if (kind === 'other')
    return `${happened} To have the generated file, move yours away in the repository and generate again.`;
  return `${happened}${binary}`;
}

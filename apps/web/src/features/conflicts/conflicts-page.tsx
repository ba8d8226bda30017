import type { FileConflict } from '@amplication/contract';
import { Button, Center, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { conflictsQuery } from '../../api/queries.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { ConflictCard } from './conflict-card.tsx';
import { ResolveAll } from './resolve-all.tsx';

const page = getRouteApi('/signed-in/projects/$projectId/conflicts');

/** Conflicts: every file of which a person and the generator changed the same, and what was decided about it. */
export function ConflictsPage(): ReactNode {
  const { projectId } = page.useParams();
  const { state = 'open' } = page.useSearch();
  const conflicts = useInfiniteQuery(conflictsQuery(projectId, state));
  const decisions = conflicts.data?.pages[0]?.decisions ?? 0;
  return (
    <>
      <PageTitle
        title="Conflicts"
        documentTitle="Conflicts"
        description="Where you and the generator changed the same, yours stays in the merge request until you decide."
        actions={
          <>
            <StateFilter />
            <ResolveAll projectId={projectId} count={decisions} />
          </>
        }
      />
      <QueryState query={conflicts} loading="Loading the conflicts">
        {({ pages }) => {
          const items = pages.flatMap((each) => each.items);
          return items.length === 0 ? (
            <NoConflicts isFiltered={state === 'open'} projectId={projectId} />
          ) : (
            <Sections items={items} />
          );
        }}
      </QueryState>
      {conflicts.hasNextPage && (
        <Center mt="md">
          <Button
            variant="default"
            loading={conflicts.isFetchingNextPage}
            onClick={() => void conflicts.fetchNextPage()}
          >
            Show more
          </Button>
        </Center>
      )}
    </>
  );
}

function StateFilter(): ReactNode {
  const { state = 'open' } = page.useSearch();
  const navigate = page.useNavigate();
  return (
    <SegmentedControl
      aria-label="Which conflicts"
      value={state}
      data={[
        { value: 'open', label: 'Open' },
        { value: 'all', label: 'All' },
      ]}
      onChange={(value) => void navigate({ search: value === 'all' ? { state: 'all' } : {}, replace: true })}
    />
  );
}

function Sections({ items }: { readonly items: readonly FileConflict[] }): ReactNode {
  const sections = [
    {
      title: 'To decide',
      note: 'The merge request stays a draft until these are decided.',
      items: items.filter((item) => item.state === 'open' && item.needsDecision),
    },
    {
      title: 'Good to know',
      note: 'Nothing waits for these.',
      items: items.filter((item) => item.state === 'open' && !item.needsDecision),
    },
    { title: 'Decided', note: undefined, items: items.filter((item) => item.state !== 'open') },
  ];
  return (
    <Stack gap="lg">
      {sections
        .filter((section) => section.items.length > 0)
        .map((section) => (
          <section key={section.title} aria-label={section.title}>
            <Title order={3} size="h5">
              {section.title}
            </Title>
            {section.note !== undefined && (
              <Text size="sm" c="dimmed">
                {section.note}
              </Text>
            )}
            <Stack component="ul" gap="sm" p={0} m={0} mt="xs" style={{ listStyle: 'none' }}>
              {section.items.map((conflict) => (
                <ConflictCard key={conflict.id} conflict={conflict} />
              ))}
            </Stack>
          </section>
        ))}
    </Stack>
  );
}

function NoConflicts({
  isFiltered,
  projectId,
}: {
  readonly isFiltered: boolean;
  readonly projectId: string;
}): ReactNode {
  return (
    <EmptyState
      title={isFiltered ? 'Nothing to decide' : 'No conflict yet'}
      action={
        <ButtonLink to="/projects/$projectId/commits" params={{ projectId }} search={{}} variant="default">
          Go to the commits
        </ButtonLink>
      }
    >
      When a build meets a change of yours at the same lines, the file appears here. Your change stays as it is
      meanwhile.
    </EmptyState>
  );
}

import type { Commit } from '@amplication/contract';
import { Button, Center, Select, Stack } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { commitsQuery, servicesQuery } from '../../api/queries.ts';
import { isUnfinished } from '../../ui/is-unfinished.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { CommitCard } from './commit-card.tsx';

const page = getRouteApi('/signed-in/projects/$projectId/commits');

/** While something may still change, the list is read again this often; reading makes the server ask GitLab. */
const REREAD_MS = 3_000;
/** A closed merge request is seldom opened again. */
const REREAD_CLOSED_MS = 15_000;

/** Commits: every commit of the project with its builds and their merge requests. */
export function CommitsPage(): ReactNode {
  const { projectId } = page.useParams();
  const { service } = page.useSearch();
  const commits = useInfiniteQuery({
    ...commitsQuery(projectId, service),
    refetchInterval: ({ state }) => toInterval(state.data?.pages.flatMap((each) => each.items) ?? []),
  });
  return (
    <>
      <PageTitle title="Commits" documentTitle="Commits" actions={<ServiceFilter />} />
      <QueryState query={commits} loading="Loading the commits">
        {({ pages }) => {
          const items = pages.flatMap((each) => each.items);
          if (items.length === 0) return <NoCommits isFiltered={service !== undefined} projectId={projectId} />;
          return (
            <Stack component="ol" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
              {items.map((commit) => (
                <CommitCard key={commit.id} commit={commit} serviceId={service} />
              ))}
            </Stack>
          );
        }}
      </QueryState>
      {commits.hasNextPage && (
        <Center mt="md">
          <Button variant="default" loading={commits.isFetchingNextPage} onClick={() => void commits.fetchNextPage()}>
            Show more
          </Button>
        </Center>
      )}
    </>
  );
}

function toInterval(commits: readonly Commit[]): number | false {
  if (commits.some(isMoving)) return REREAD_MS;
  const isClosed = commits.some(({ builds }) => builds.some((build) => build.mergeRequest?.state === 'closed'));
  return isClosed && REREAD_CLOSED_MS;
}

function isMoving(commit: Commit): boolean {
  return commit.builds.some((build) => isUnfinished(build) || build.mergeRequest?.state === 'open');
}

function ServiceFilter(): ReactNode {
  const { projectId } = page.useParams();
  const { service } = page.useSearch();
  const navigate = page.useNavigate();
  const { data: services = [] } = useQuery(servicesQuery(projectId));
  return (
    <Select
      aria-label="Filter by service"
      placeholder="All services"
      clearable
      searchable
      value={service ?? null}
      data={services.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(value) => void navigate({ search: value === null ? {} : { service: value }, replace: true })}
    />
  );
}

function NoCommits({ isFiltered, projectId }: { readonly isFiltered: boolean; readonly projectId: string }): ReactNode {
  if (isFiltered) {
    return (
      <EmptyState
        title="No commit has this service"
        action={
          <ButtonLink to="/projects/$projectId/commits" params={{ projectId }} search={{}} variant="default">
            Show all commits
          </ButtonLink>
        }
      >
        Commits appear here when the code of the service is generated.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No commit yet"
      action={
        <ButtonLink to="/projects/$projectId" params={{ projectId }} search={{}}>
          Go to the Service Catalog
        </ButtonLink>
      }
    >
      Change a service, then press Generate the code in the pending changes: that makes a commit, and a build for each
      service in it.
    </EmptyState>
  );
}

import { routes, type Build } from '@amplication/contract';
import { Anchor, Button, Group, Stack } from '@mantine/core';
import { IconExternalLink, IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { buildQuery } from '../../api/queries.ts';
import { BuildStateBadge } from '../../ui/build-state.tsx';
import { GoTo } from '../../ui/go-to.tsx';
import { isUnfinished } from '../../ui/is-unfinished.ts';
import { AnchorLink } from '../../ui/links.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { BuildLog } from './build-log.tsx';
import { BuildOutcome } from './build-outcome.tsx';
import { BuildSteps } from './build-steps.tsx';
import { GeneratedFiles } from './generated-files.tsx';
import { useBuildEvents } from './use-build-events.ts';

const page = getRouteApi('/signed-in/projects/$projectId/builds/$buildId');

/** A build: its steps and log while it runs, its outcome, and the files that it generated. */
export function BuildPage(): ReactNode {
  const { projectId, buildId } = page.useParams();
  const build = useQuery(buildQuery(buildId));
  return (
    <QueryState query={build} loading="Loading the build">
      {(data) =>
        data.projectId === projectId ? (
          <BuildDetails key={data.id} build={data} />
        ) : (
          // A build is shown beside its own project's changes, also where the address says another project.
          <GoTo to={`/projects/${data.projectId}/builds/${buildId}`} label="Going to the project of the build" />
        )
      }
    </QueryState>
  );
}

function BuildDetails({ build }: { readonly build: Build }): ReactNode {
  const { lines, isLive } = useBuildEvents(build.id);
  return (
    <Stack gap="lg">
      <div>
        <PageTitle
          documentTitle={`Build of ${build.serviceName}`}
          title={
            <Group component="span" gap="xs">
              <span>Build of {build.serviceName}</span>
              <BuildStateBadge state={build.state} />
            </Group>
          }
          description={<BuildFacts build={build} />}
          actions={<BuildActions build={build} />}
        />
        <BuildOutcome build={build} />
      </div>
      <BuildSteps build={build} lines={lines} />
      <BuildLog lines={lines} isRunning={isUnfinished(build)} isLive={isLive} />
      {build.generationId !== null && <GeneratedFiles buildId={build.id} generationId={build.generationId} />}
    </Stack>
  );
}

function BuildFacts({ build }: { readonly build: Build }): ReactNode {
  return (
    <Group component="span" gap="xs">
      <span>
        Started <RelativeTime at={build.createdAt} />
      </span>
      {build.generatorVersion !== null && <span>generator {build.generatorVersion}</span>}
      {build.repository !== null && (
        <Anchor href={build.repository.webUrl} size="sm">
          {build.repository.fullPath}
        </Anchor>
      )}
      <AnchorLink
        to="/projects/$projectId/services/$serviceId"
        params={{ projectId: build.projectId, serviceId: build.serviceId }}
        size="sm"
      >
        Go to the service
      </AnchorLink>
    </Group>
  );
}

function BuildActions({ build }: { readonly build: Build }): ReactNode {
  const queryClient = useQueryClient();
  const onSuccess = (changed: Build): void => {
    queryClient.setQueryData(buildQuery(build.id).queryKey, changed);
    void queryClient.invalidateQueries({ queryKey: ['builds'] });
  };
  const params = { buildId: build.id };
  const cancel = useMutation({ mutationFn: () => api.call(routes.cancelBuild, { params }), onSuccess });
  const retry = useMutation({ mutationFn: () => api.call(routes.retryBuild, { params }), onSuccess });
  return (
    <>
      {(build.state === 'queued' || build.state === 'generating') && (
        <Button
          variant="default"
          leftSection={<IconPlayerStop size={16} aria-hidden />}
          loading={cancel.isPending}
          onClick={() => cancel.mutate()}
        >
          Cancel
        </Button>
      )}
      {(build.state === 'failed' || build.state === 'cancelled') && (
        <Button
          leftSection={<IconRefresh size={16} aria-hidden />}
          loading={retry.isPending}
          onClick={() => retry.mutate()}
        >
          Retry
        </Button>
      )}
      {build.mergeRequest !== null && (
        <Button
          component="a"
          href={build.mergeRequest.webUrl}
          rightSection={<IconExternalLink size={16} aria-hidden />}
        >
          View merge request !{build.mergeRequest.number}
        </Button>
      )}
    </>
  );
}

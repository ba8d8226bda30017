import { Badge, Box, Group, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArrowsSplit2, IconGitBranch, IconGitCommit, IconStack2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Outlet, getRouteApi, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { conflictCountQuery, projectQuery } from '../../api/queries.ts';
import { useProjectEvents } from '../../api/use-project-events.ts';
import { QueryState } from '../../ui/query-state.tsx';
import { TabLinks } from '../../ui/tab-links.tsx';
import { PendingChangesDrawer } from './pending-changes/pending-changes-drawer.tsx';
import { PendingChangesPanel } from './pending-changes/pending-changes-panel.tsx';

const layout = getRouteApi('/signed-in/projects/$projectId');

/** A project: its tabs, what is shown of them, and the pending changes beside it. */
export function ProjectLayout(): ReactNode {
  const { projectId } = layout.useParams();
  useProjectEvents(projectId);
  const project = useQuery(projectQuery(projectId));
  // Known at the first paint, so that nothing jumps.
  const isWide = useMediaQuery('(min-width: 75em)', false, { getInitialValueInEffect: false });
  return (
    <QueryState query={project} loading="Loading the project">
      {({ name }) => (
        <Group align="flex-start" gap="lg" wrap="nowrap">
          <Box flex={1} miw={0}>
            <Group justify="space-between" wrap="nowrap" mb="xs">
              <Title order={1} size="h3" lineClamp={1} style={{ overflowWrap: 'anywhere' }}>
                {name}
              </Title>
              {!isWide && <PendingChangesDrawer projectId={projectId} />}
            </Group>
            <ProjectTabs projectId={projectId} />
          </Box>
          {isWide && (
            <Box
              component="aside"
              aria-label="Pending changes"
              w={336}
              pos="sticky"
              top={64}
              pl="lg"
              mah="calc(100dvh - 80px)"
              style={{ borderLeft: '1px solid var(--mantine-color-default-border)', overflowY: 'auto', flexShrink: 0 }}
            >
              <PendingChangesPanel projectId={projectId} />
            </Box>
          )}
        </Group>
      )}
    </QueryState>
  );
}

/** Inside a service its own tabs take the place of the project's. */
function ProjectTabs({ projectId }: { readonly projectId: string }): ReactNode {
  const { pathname } = useLocation();
  const { data: decisions = 0 } = useQuery(conflictCountQuery(projectId));
  const here = `/projects/${projectId}`;
  if (pathname.startsWith(`${here}/services/`)) return <Outlet />;
  const isCommits = pathname.startsWith(`${here}/commits`) || pathname.startsWith(`${here}/builds/`);
  const named = ['conflicts', 'git-settings'].find((name) => pathname.startsWith(`${here}/${name}`));
  const current = isCommits ? `${here}/commits` : named === undefined ? here : `${here}/${named}`;
  return (
    <TabLinks
      label="Project"
      current={current}
      tabs={[
        { to: here, label: 'Service Catalog', icon: <IconStack2 size={16} aria-hidden /> },
        { to: `${here}/commits`, label: 'Commits', icon: <IconGitCommit size={16} aria-hidden /> },
        {
          to: `${here}/conflicts`,
          label: 'Conflicts',
          icon: <IconArrowsSplit2 size={16} aria-hidden />,
          ...(decisions > 0 ? { badge: <DecisionsBadge count={decisions} /> } : {}),
        },
        { to: `${here}/git-settings`, label: 'Git Settings', icon: <IconGitBranch size={16} aria-hidden /> },
      ]}
    >
      <Outlet />
    </TabLinks>
  );
}

function DecisionsBadge({ count }: { readonly count: number }): ReactNode {
  return (
    <Badge size="sm" color="orange" variant="light" miw="max-content" aria-label={`${count} to decide`}>
      {count}
    </Badge>
  );
}

import { Breadcrumbs, Text, Title } from '@mantine/core';
import { IconGitBranch, IconSettings, IconTable } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Outlet, getRouteApi, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { serviceQuery } from '../../api/queries.ts';
import { GoTo } from '../../ui/go-to.tsx';
import { AnchorLink } from '../../ui/links.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { TabLinks } from '../../ui/tab-links.tsx';

const layout = getRouteApi('/signed-in/projects/$projectId/services/$serviceId');

/** A service: the way back to the catalog, its name and its tabs. */
export function ServiceLayout(): ReactNode {
  const { projectId, serviceId } = layout.useParams();
  const service = useQuery(serviceQuery(serviceId));
  const { pathname } = useLocation();
  const here = `/projects/${projectId}/services/${serviceId}`;
  const [gitSettings, settings] = [`${here}/git-settings`, `${here}/settings`];
  const current = pathname.startsWith(gitSettings) ? gitSettings : pathname.startsWith(settings) ? settings : here;
  return (
    <QueryState query={service} loading="Loading the service">
      {({ name, projectId: ownProject }) =>
        // Shown beside its own project's changes, also where the address says another project.
        ownProject !== projectId ? (
          <GoTo to={`/projects/${ownProject}/services/${serviceId}`} label="Going to the project of the service" />
        ) : (
          <>
            <Breadcrumbs component="nav" aria-label="Breadcrumb">
              <AnchorLink to="/projects/$projectId" params={{ projectId }} search={{}} size="sm">
                Service Catalog
              </AnchorLink>
              <Text size="sm" c="dimmed" truncate maw={320} aria-current="page">
                {name}
              </Text>
            </Breadcrumbs>
            <Title order={2} size="h3" my="xs" style={{ overflowWrap: 'anywhere' }}>
              {name}
            </Title>
            <TabLinks
              label="Service"
              current={current}
              tabs={[
                { to: here, label: 'Entities', icon: <IconTable size={16} aria-hidden /> },
                { to: gitSettings, label: 'Git Settings', icon: <IconGitBranch size={16} aria-hidden /> },
                { to: settings, label: 'Settings', icon: <IconSettings size={16} aria-hidden /> },
              ]}
            >
              <Outlet />
            </TabLinks>
          </>
        )
      }
    </QueryState>
  );
}

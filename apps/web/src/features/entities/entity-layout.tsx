import { Breadcrumbs, Group, Stack, Text, Title } from '@mantine/core';
import { IconColumns, IconKey, IconLock } from '@tabler/icons-react';
import { Outlet, getRouteApi, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { AnchorLink } from '../../ui/links.tsx';
import { TabLinks } from '../../ui/tab-links.tsx';
import { DeleteEntityButton } from './delete-entity.tsx';
import { EntityState } from './entity-state.tsx';

const page = getRouteApi('/signed-in/projects/$projectId/services/$serviceId/entities/$entityId');

/** An entity: the way back to the others, its name and its tabs. */
export function EntityLayout(): ReactNode {
  const { projectId, serviceId, entityId } = page.useParams();
  const { pathname } = useLocation();
  const here = `/projects/${projectId}/services/${serviceId}/entities/${entityId}`;
  const [permissions, keys] = [`${here}/permissions`, `${here}/keys`];
  return (
    <EntityState>
      {({ entity, entities }) => (
        <Stack gap="sm">
          <Breadcrumbs component="nav" aria-label="Entity breadcrumb">
            <AnchorLink to="/projects/$projectId/services/$serviceId" params={{ projectId, serviceId }} size="sm">
              Entities
            </AnchorLink>
            <Text size="sm" c="dimmed" aria-current="page">
              {entity.name}
            </Text>
          </Breadcrumbs>
          <Group justify="space-between" align="flex-start" gap="sm">
            <Title order={2} size="h3" style={{ overflowWrap: 'anywhere' }}>
              {entity.displayName}
            </Title>
            <DeleteEntityButton entity={entity} entities={entities} />
          </Group>
          <TabLinks
            label="Entity"
            current={pathname.startsWith(permissions) ? permissions : pathname.startsWith(keys) ? keys : here}
            tabs={[
              { to: here, label: 'Fields', icon: <IconColumns size={16} aria-hidden /> },
              { to: permissions, label: 'Permissions', icon: <IconLock size={16} aria-hidden /> },
              { to: keys, label: 'Keys and Indexes', icon: <IconKey size={16} aria-hidden /> },
            ]}
          >
            <Outlet />
          </TabLinks>
        </Stack>
      )}
    </EntityState>
  );
}

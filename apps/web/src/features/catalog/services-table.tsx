import type { CatalogService } from '@amplication/contract';
import { Anchor, Badge, Group, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { BuildStateBadge } from '../../ui/build-state.tsx';
import { AnchorLink } from '../../ui/links.tsx';
import { MergeRequestLink } from '../../ui/merge-request-link.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';

/** Services in rows. On small screens the table scrolls within itself. */
export function ServicesTable({ services }: { readonly services: readonly CatalogService[] }): ReactNode {
  return (
    <Table.ScrollContainer minWidth={720} type="native">
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Service</Table.Th>
            <Table.Th>Entities</Table.Th>
            <Table.Th>Last build</Table.Th>
            <Table.Th>Merge request</Table.Th>
            <Table.Th>Repository</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {services.map((service) => (
            <ServiceRow key={service.id} service={service} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function ServiceRow({ service }: { readonly service: CatalogService }): ReactNode {
  const { id: serviceId, projectId, lastBuild, mergeRequest } = service;
  return (
    <Table.Tr>
      <Table.Td maw={320} style={{ overflowWrap: 'anywhere' }}>
        <AnchorLink to="/projects/$projectId/services/$serviceId" params={{ projectId, serviceId }} fw={600} size="sm">
          {service.name}
        </AnchorLink>
        {service.description !== '' && (
          <Text size="xs" c="dimmed" lineClamp={2}>
            {service.description}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{service.entities}</Table.Td>
      <Table.Td>
        {lastBuild === null ? (
          <None>Not built yet</None>
        ) : (
          <AnchorLink
            to="/projects/$projectId/builds/$buildId"
            params={{ projectId, buildId: lastBuild.id }}
            underline="never"
          >
            <BuildStateBadge state={lastBuild.state} />
            <Text size="xs" c="dimmed">
              <RelativeTime at={lastBuild.createdAt} />
            </Text>
          </AnchorLink>
        )}
      </Table.Td>
      <Table.Td>
        {mergeRequest === null ? <None>None</None> : <MergeRequestLink mergeRequest={mergeRequest} />}
      </Table.Td>
      <Table.Td maw={240} style={{ overflowWrap: 'anywhere' }}>
        <RepositoryCell repository={service.repository} />
      </Table.Td>
    </Table.Tr>
  );
}

function RepositoryCell({ repository }: { readonly repository: CatalogService['repository'] }): ReactNode {
  if (repository === null) return <None>Not set</None>;
  return (
    <Group gap={6}>
      <Anchor href={repository.webUrl} size="sm">
        {repository.fullPath}
      </Anchor>
      {repository.source === 'service' && (
        <Badge
          size="sm"
          variant="outline"
          color="gray"
          tt="none"
          title="This service overrides the project's Git Settings"
        >
          own
        </Badge>
      )}
    </Group>
  );
}

function None({ children }: { readonly children: string }): ReactNode {
  return (
    <Text size="sm" c="dimmed">
      {children}
    </Text>
  );
}

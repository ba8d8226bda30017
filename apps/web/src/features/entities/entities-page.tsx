import { Button, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { entitiesQuery, serviceQuery } from '../../api/queries.ts';
import { AnchorLink } from '../../ui/links.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { AddEntityModal } from './add-entity-modal.tsx';
import type { EntityView, FieldView } from './entity-view.ts';

const page = getRouteApi('/signed-in/projects/$projectId/services/$serviceId/');

/** The entities of a service. */
export function EntitiesPage(): ReactNode {
  const { serviceId } = page.useParams();
  const entities = useQuery(entitiesQuery(serviceId));
  const { data: service } = useQuery(serviceQuery(serviceId));
  const [isAdding, adding] = useDisclosure(false);
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={adding.open}>
      Add entity
    </Button>
  );
  return (
    <>
      <PageTitle
        title="Entities"
        documentTitle={service === undefined ? 'Entities' : `Entities · ${service.name}`}
        actions={entities.data?.length === 0 ? undefined : add}
      />
      <QueryState query={entities} loading="Loading the entities">
        {(items) =>
          items.length === 0 ? (
            <EmptyState title="No entity yet" action={add}>
              An entity is a kind of record, such as an order or a customer. Each becomes a table, a REST resource and
              its code.
            </EmptyState>
          ) : (
            <EntitiesTable entities={items} />
          )
        }
      </QueryState>
      <AddEntityModal opened={isAdding} onClose={adding.close} />
    </>
  );
}

function EntitiesTable({ entities }: { readonly entities: readonly EntityView[] }): ReactNode {
  const { projectId, serviceId } = page.useParams();
  return (
    <Table.ScrollContainer minWidth={480} type="native">
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th>Display name</Table.Th>
            <Table.Th>Fields</Table.Th>
            <Table.Th>Relations</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entities.map((entity) => (
            <Table.Tr key={entity.id}>
              <Table.Td>
                <AnchorLink
                  to="/projects/$projectId/services/$serviceId/entities/$entityId"
                  params={{ projectId, serviceId, entityId: entity.id }}
                  fw={600}
                  size="sm"
                >
                  {entity.name}
                </AnchorLink>
              </Table.Td>
              <Table.Td>{entity.displayName}</Table.Td>
              <Table.Td>{entity.fields.length}</Table.Td>
              <Table.Td>
                <Text size="sm" c="dimmed">
                  {listRelated(entity.fields, entities)}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** `Album, Track (many)`. */
function listRelated(fields: readonly FieldView[], entities: readonly EntityView[]): string {
  const names = fields.flatMap(({ type }) => {
    if (type.kind !== 'relation') return [];
    const name = entities.find((entity) => entity.id === type.entityId)?.name ?? '?';
    return [type.cardinality === 'many' ? `${name} (many)` : name];
  });
  return names.length === 0 ? 'None' : names.join(', ');
}

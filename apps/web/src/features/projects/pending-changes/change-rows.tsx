import type { PendingChange } from '@amplication/contract';
import { Box, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { entitiesQuery, serviceQuery } from '../../../api/queries.ts';
import { describeChange } from './describe-change.ts';

/** Before and after of a change, row by row. */
export function ChangeRows({ change }: { readonly change: PendingChange }): ReactNode {
  const { data: entities } = useQuery(entitiesQuery(change.serviceId));
  const { data: service } = useQuery(serviceQuery(change.serviceId));
  const rows = describeChange(change, {
    entity: (entityId) => entities?.find((entity) => entity.id === entityId)?.name,
    role: (roleId) => service?.roles.find((role) => role.id === roleId)?.displayName,
  });
  const isUpdate = change.action === 'updated';
  return (
    <Box pl={20} pb="xs">
      {rows.length === 0 ? (
        <Text size="xs" c="dimmed">
          Only the order changed.
        </Text>
      ) : (
        <Table fz="xs" verticalSpacing={3} horizontalSpacing={6} layout="fixed" withTableBorder>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>What</Table.Th>
              {isUpdate && <Table.Th>Before</Table.Th>}
              <Table.Th>{isUpdate ? 'After' : 'Value'}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody style={{ overflowWrap: 'anywhere' }}>
            {rows.map((row) => (
              <Table.Tr key={row.name}>
                <Table.Td c="dimmed">{row.name}</Table.Td>
                {isUpdate && <Table.Td td="line-through">{row.before ?? ''}</Table.Td>}
                <Table.Td>{(change.action === 'deleted' ? row.before : row.after) ?? ''}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Box>
  );
}

import { routes, type Service } from '@amplication/contract';
import { ActionIcon, Button, Card, Group, Table, Text } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { confirm } from '../../ui/confirm.tsx';
import { RoleModal, type RoleView } from './role-modal.tsx';

/** The roles that users of the generated server can have. */
export function RolesSettings({ service }: { readonly service: Service }): ReactNode {
  const [edited, setEdited] = useState<RoleView | 'new' | undefined>(undefined);
  return (
    <Card withBorder maw={560} component="section" aria-label="Roles">
      <Group justify="space-between" mb="xs">
        <Text component="h3" fw={600} m={0}>
          Roles
        </Text>
        <Button size="xs" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
          Add role
        </Button>
      </Group>
      {service.roles.length === 0 ? (
        <Text size="sm" c="dimmed">
          No role yet. Permissions of entities say which roles may do what.
        </Text>
      ) : (
        <RolesTable service={service} onEdit={setEdited} />
      )}
      <RoleModal serviceId={service.id} edited={edited} onClose={() => setEdited(undefined)} />
    </Card>
  );
}

function RolesTable({
  service,
  onEdit,
}: {
  readonly service: Service;
  readonly onEdit: (role: RoleView) => void;
}): ReactNode {
  const refresh = useRefresh();
  const remove = useMutation({
    mutationFn: (roleId: string) => api.call(routes.deleteRole, { params: { serviceId: service.id, roleId } }),
    onSettled: () => refresh('model', 'catalog'),
  });
  const ask = (role: RoleView): void =>
    confirm({
      title: `Remove the role ${role.displayName}?`,
      children: 'It goes from the code. A role that permissions name cannot be removed.',
      confirm: 'Remove role',
      onConfirm: () => remove.mutate(role.id),
    });
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Name</Table.Th>
          <Table.Th>Display name</Table.Th>
          <Table.Th aria-label="Actions" />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {service.roles.map((role) => (
          <Table.Tr key={role.id}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <code>{role.name}</code>
            </Table.Td>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{role.displayName}</Table.Td>
            <Table.Td>
              <Group gap={4} wrap="nowrap" justify="flex-end">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Edit role ${role.name}`}
                  onClick={() => onEdit(role)}
                >
                  <IconPencil size={16} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="red"
                  aria-label={`Remove role ${role.name}`}
                  disabled={remove.isPending}
                  onClick={() => ask(role)}
                >
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              </Group>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

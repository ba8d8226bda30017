import { routes, type Service } from '@amplication/contract';
import { Button, Card, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { confirm } from '../../ui/confirm.tsx';

/** Takes the service out of its project, after a question. */
export function DeleteService({ service }: { readonly service: Service }): ReactNode {
  const navigate = useNavigate();
  const refresh = useRefresh();
  const remove = useMutation({
    mutationFn: () => api.call(routes.deleteService, { params: { serviceId: service.id } }),
    onSuccess: async () => {
      await navigate({ to: '/projects/$projectId', params: { projectId: service.projectId } });
      await refresh('model', 'catalog', 'git');
      notifications.show({ message: `${service.name} is deleted. Git Settings lists the files that it left behind.` });
    },
  });
  const ask = (): void =>
    confirm({
      title: `Delete ${service.name}?`,
      children:
        'The service and its entities are deleted for good; its builds can still be read. Its files stay in the repository: Git Settings of the project offers a merge request that removes them.',
      confirm: 'Delete the service',
      onConfirm: () => remove.mutate(),
    });
  return (
    <Card withBorder maw={560}>
      <Group justify="space-between">
        <Text size="sm" flex="1 1 240px">
          Deleting the service leaves its files in the repository.
        </Text>
        <Button variant="outline" color="red" loading={remove.isPending} onClick={ask}>
          Delete the service
        </Button>
      </Group>
    </Card>
  );
}

import { routes, type GitOrganization } from '@amplication/contract';
import { ActionIcon, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { IconDots, IconPlugConnectedX, IconRefresh, IconRotateClockwise } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { confirm } from '../../ui/confirm.tsx';
import { askToDisconnect } from './ask-to-disconnect.tsx';

/** What can be done with a connected account. */
export function AccountMenu({ organization }: { readonly organization: GitOrganization }): ReactNode {
  const { id, username, auth, health } = organization;
  const refresh = useRefresh();
  const params = { gitOrganizationId: id };
  const check = useMutation({
    mutationFn: () => api.call(routes.checkAccount, { params }),
    onSuccess: () => refresh('git'),
  });
  const rotate = useMutation({
    mutationFn: () => api.call(routes.rotateToken, { params }),
    onSuccess: async ({ tokenExpiresOn }) => {
      await refresh('git');
      notifications.show({
        color: 'green',
        message: `The new access token is good until ${tokenExpiresOn ?? 'ever'}.`,
      });
    },
  });
  const disconnect = useMutation({
    mutationFn: () => api.call(routes.disconnect, { params, query: { evenIfUsed: true } }),
    onSuccess: async () => {
      await refresh('git');
      notifications.show({ message: `${username} is disconnected.` });
    },
  });
  const isWorking = check.isPending || rotate.isPending || disconnect.isPending;
  const isUsable = health === 'ok' || health === 'expiring';
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Account ${username}`} loading={isWorking}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => check.mutate()}>
          Check now
        </Menu.Item>
        {auth === 'token' && isUsable && (
          <Menu.Item
            leftSection={<IconRotateClockwise size={16} aria-hidden />}
            onClick={() => askToRotate(username, rotate.mutate)}
          >
            Rotate the access token
          </Menu.Item>
        )}
        <Menu.Item
          color="red"
          leftSection={<IconPlugConnectedX size={16} aria-hidden />}
          onClick={() => askToDisconnect(organization, disconnect.mutate)}
        >
          Disconnect
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function askToRotate(username: string, onConfirm: () => void): void {
  confirm({
    title: 'Rotate the access token?',
    children: `GitLab makes a new token for ${username}, which is kept here, and ends the old one at once: whatever else uses that one stops.`,
    confirm: 'Rotate',
    isDangerous: false,
    onConfirm,
  });
}

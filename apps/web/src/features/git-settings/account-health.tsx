import type { GitOrganization } from '@amplication/contract';
import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconBrandGitlab, IconPlugConnected } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { toSentence } from '../../api/query-client.ts';
import { FormError } from '../../ui/form-error.tsx';
import { AddOrganizationModal } from './add-organization-modal.tsx';
import { toHost } from './to-host.ts';
import { useAuthorize } from './use-authorize.ts';

/** Whose account it is, whether GitLab still accepts it, and *Reconnect* where it does not. */
export function AccountHealth({
  workspaceId,
  organization,
}: {
  readonly workspaceId: string;
  readonly organization: GitOrganization;
}): ReactNode {
  const needsReconnect = organization.health === 'reconnect';
  return (
    <Stack gap="xs" align="flex-start">
      <Group gap="xs">
        <Group gap="xs" wrap="nowrap">
          <IconBrandGitlab size={18} color="var(--mantine-color-orange-6)" style={{ flexShrink: 0 }} aria-hidden />
          <Text size="sm">
            {organization.username} on {toHost(organization.baseUrl)},{' '}
            {organization.auth === 'oauth' ? 'authorized in the browser' : 'by access token'}
          </Text>
        </Group>
        <Badge
          color={needsReconnect ? 'red' : 'green'}
          variant="light"
          tt="none"
          leftSection={
            needsReconnect ? <IconAlertTriangle size={12} aria-hidden /> : <IconPlugConnected size={12} aria-hidden />
          }
        >
          {needsReconnect ? 'Needs to be reconnected' : 'Connected'}
        </Badge>
      </Group>
      {needsReconnect && <Reconnect workspaceId={workspaceId} organization={organization} />}
    </Stack>
  );
}

function Reconnect({
  workspaceId,
  organization,
}: {
  readonly workspaceId: string;
  readonly organization: GitOrganization;
}): ReactNode {
  const authorize = useAuthorize(workspaceId);
  const [isAdding, adding] = useDisclosure(false);
  const start = (): void => (organization.auth === 'oauth' ? authorize.mutate(organization.baseUrl) : adding.open());
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm">
        GitLab no longer accepts the access of this account. Until it is reconnected, no merge request can be made or
        updated.
      </Text>
      <FormError message={authorize.isError ? toSentence(authorize.error) : undefined} />
      <Button size="xs" loading={authorize.isPending || authorize.isSuccess} onClick={start}>
        Reconnect
      </Button>
      <AddOrganizationModal
        workspaceId={workspaceId}
        baseUrl={organization.baseUrl}
        opened={isAdding}
        onClose={adding.close}
        onConnected={adding.close}
      />
    </Stack>
  );
}

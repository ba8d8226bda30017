import type { GitOrganization } from '@amplication/contract';
import { Badge, Button, Group, Stack, Text, type MantineColor } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconBrandGitlab, IconPlugConnected } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { toSentence } from '../../api/query-client.ts';
import { FormError } from '../../ui/form-error.tsx';
import { AccountMenu } from './account-menu.tsx';
import { AddOrganizationModal } from './add-organization-modal.tsx';
import { toHost } from './to-host.ts';
import { useAuthorize } from './use-authorize.ts';

const BADGES: Readonly<Record<GitOrganization['health'], { readonly word: string; readonly color: MantineColor }>> = {
  ok: { word: 'Connected', color: 'green' },
  expiring: { word: 'Token ends soon', color: 'orange' },
  reconnect: { word: 'Needs to be reconnected', color: 'red' },
  'no-access': { word: 'No access', color: 'red' },
};

/** Whose account it is, how GitLab treats it, and what to do about it. */
export function AccountHealth({
  workspaceId,
  organization,
}: {
  readonly workspaceId: string;
  readonly organization: GitOrganization;
}): ReactNode {
  const { health, username, auth, baseUrl } = organization;
  const { word, color } = BADGES[health];
  return (
    <Stack gap="xs" align="flex-start">
      <Group gap="xs">
        <Group gap="xs" wrap="nowrap">
          <IconBrandGitlab size={18} color="var(--mantine-color-orange-6)" style={{ flexShrink: 0 }} aria-hidden />
          <Text size="sm">
            {username} on {toHost(baseUrl)},{' '}
            {auth === 'oauth' ? 'authorized in the browser' : toTokenWords(organization)}
          </Text>
        </Group>
        <Badge
          color={color}
          variant="light"
          tt="none"
          leftSection={
            health === 'ok' ? <IconPlugConnected size={12} aria-hidden /> : <IconAlertTriangle size={12} aria-hidden />
          }
        >
          {word}
        </Badge>
        <AccountMenu organization={organization} />
      </Group>
      {health === 'reconnect' && <Reconnect workspaceId={workspaceId} organization={organization} />}
      {health === 'no-access' && (
        <Text size="sm">
          GitLab knows this account and lets it do nothing: it may be blocked, or have terms to accept. Sign in to
          GitLab as {username} to see which; then choose Check now.
        </Text>
      )}
      {health === 'expiring' && (
        <Text size="sm">
          After {organization.tokenExpiresOn} no merge request can be made or updated. Rotate the token, or connect with
          a new one.
        </Text>
      )}
    </Stack>
  );
}

function toTokenWords({ tokenName, tokenExpiresOn }: GitOrganization): string {
  const name = tokenName === null ? 'by access token' : `by the access token “${tokenName}”`;
  return tokenExpiresOn === null ? name : `${name}, until ${tokenExpiresOn}`;
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

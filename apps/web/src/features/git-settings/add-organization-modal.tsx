import type { GitOrganization } from '@amplication/contract';
import { Button, Divider, Group, Modal, Stack, Text, Title } from '@mantine/core';
import { IconBrandGitlab } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { gitInstancesQuery } from '../../api/queries.ts';
import { toSentence } from '../../api/query-client.ts';
import { FormError } from '../../ui/form-error.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { InstanceForm } from './instance-form.tsx';
import { AccessTokenForm } from './access-token-form.tsx';
import { useAuthorize } from './use-authorize.ts';

interface AddOrganizationModalProps {
  readonly workspaceId: string;
  /** The instance of the account that is reconnected. */
  readonly baseUrl?: string | undefined;
  readonly opened: boolean;
  readonly onClose: () => void;
  /** An account was connected by access token; those by authorization come back through GitLab. */
  readonly onConnected: (organization: GitOrganization) => void;
}

/** Connects an account of GitLab: by its authorization page, or by an access token. */
export function AddOrganizationModal({
  workspaceId,
  baseUrl,
  opened,
  onClose,
  onConnected,
}: AddOrganizationModalProps): ReactNode {
  return (
    <Modal opened={opened} onClose={onClose} title="Add Organization" size="lg">
      <Stack>
        <Group gap="xs">
          <IconBrandGitlab size={24} color="var(--mantine-color-orange-6)" aria-hidden />
          <Title order={3} size="h4">
            GitLab
          </Title>
        </Group>
        <Instances workspaceId={workspaceId} />
        <InstanceForm workspaceId={workspaceId} />
        <Divider label="or with an access token" />
        <AccessTokenForm workspaceId={workspaceId} baseUrl={baseUrl} onConnected={onConnected} />
      </Stack>
    </Modal>
  );
}

function Instances({ workspaceId }: { readonly workspaceId: string }): ReactNode {
  const instances = useQuery(gitInstancesQuery(workspaceId));
  const authorize = useAuthorize(workspaceId);
  // The browser is on its way to GitLab until the page goes.
  const isLeaving = authorize.isPending || authorize.isSuccess;
  return (
    <QueryState query={instances} loading="Loading the GitLab instances">
      {(items) => {
        const offered = items.filter((instance) => instance.oauth);
        if (offered.length === 0) {
          return (
            <Text size="sm" c="dimmed">
              No GitLab application is known here, so nobody can authorize in the browser. Add your GitLab with its
              application, or use an access token.
            </Text>
          );
        }
        return (
          <Stack gap="xs">
            <Text size="sm" c="dimmed">
              GitLab asks whether to give access, and sends you back here.
            </Text>
            <FormError message={authorize.isError ? toSentence(authorize.error) : undefined} />
            {offered.map((instance) => (
              <Button
                key={instance.baseUrl}
                variant="default"
                justify="flex-start"
                leftSection={<IconBrandGitlab size={18} color="var(--mantine-color-orange-6)" aria-hidden />}
                title={instance.baseUrl}
                loading={isLeaving && authorize.variables === instance.baseUrl}
                disabled={isLeaving && authorize.variables !== instance.baseUrl}
                onClick={() => authorize.mutate(instance.baseUrl)}
              >
                {instance.name} — Authorize
              </Button>
            ))}
          </Stack>
        );
      }}
    </QueryState>
  );
}

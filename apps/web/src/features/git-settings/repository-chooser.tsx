import type { GitOrganization, RemoteRepository } from '@amplication/contract';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { gitOrganizationsQuery } from '../../api/queries.ts';
import { QueryState } from '../../ui/query-state.tsx';
import { AccountHealth } from './account-health.tsx';
import { AddOrganizationModal } from './add-organization-modal.tsx';
import { CreateRepositoryModal } from './create-repository-modal.tsx';
import { OrganizationMenu } from './organization-menu.tsx';
import { SelectRepositoryModal } from './select-repository-modal.tsx';

interface RepositoryChooserProps {
  readonly workspaceId: string;
  /** Id of the account that is chosen, from the address. */
  readonly organizationId: string | undefined;
  readonly onOrganization: (organizationId: string) => void;
  /** Saves the choice; rejects with what the server refuses. */
  readonly onChoose: (organizationId: string, repository: RemoteRepository) => Promise<unknown>;
}

/** Account, then repository: an existing one or a new one. */
export function RepositoryChooser({
  workspaceId,
  organizationId,
  onOrganization,
  onChoose,
}: RepositoryChooserProps): ReactNode {
  const organizations = useQuery(gitOrganizationsQuery(workspaceId));
  const [isAdding, adding] = useDisclosure(false);
  return (
    <QueryState query={organizations} loading="Loading the connected accounts">
      {(items) => {
        const selected = items.find((organization) => organization.id === organizationId);
        return (
          <Stack align="flex-start" gap="sm">
            <OrganizationMenu
              organizations={items}
              selected={selected}
              onSelect={({ id }) => onOrganization(id)}
              onAdd={adding.open}
            />
            {selected === undefined ? (
              <Text size="sm" c="dimmed">
                {items.length === 0
                  ? 'No GitLab account is connected yet: open the list and choose Add Organization.'
                  : 'Choose the account that reads and writes the repository.'}
              </Text>
            ) : (
              <RepositoryButtons
                key={selected.id}
                workspaceId={workspaceId}
                organization={selected}
                onChoose={onChoose}
              />
            )}
            <AddOrganizationModal
              workspaceId={workspaceId}
              opened={isAdding}
              onClose={adding.close}
              onConnected={({ id }) => {
                adding.close();
                onOrganization(id);
              }}
            />
          </Stack>
        );
      }}
    </QueryState>
  );
}

function RepositoryButtons({
  workspaceId,
  organization,
  onChoose,
}: {
  readonly workspaceId: string;
  readonly organization: GitOrganization;
  readonly onChoose: RepositoryChooserProps['onChoose'];
}): ReactNode {
  const [open, setOpen] = useState<'select' | 'create' | undefined>(undefined);
  const close = (): void => setOpen(undefined);
  const choose = async (repository: RemoteRepository): Promise<void> => {
    await onChoose(organization.id, repository);
    close();
  };
  if (organization.health === 'reconnect')
    return <AccountHealth workspaceId={workspaceId} organization={organization} />;
  return (
    <Group>
      <Button onClick={() => setOpen('select')}>Select repository</Button>
      <Button variant="default" onClick={() => setOpen('create')}>
        Create repository
      </Button>
      <SelectRepositoryModal organization={organization} opened={open === 'select'} onClose={close} onChoose={choose} />
      <CreateRepositoryModal
        organization={organization}
        opened={open === 'create'}
        onClose={close}
        onCreated={choose}
      />
    </Group>
  );
}

import type { GitOrganization, RemoteRepository } from '@amplication/contract';
import { ActionIcon, Button, Center, Group, Modal, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconRefresh, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { remoteRepositoriesQuery } from '../../api/queries.ts';
import { toSentence } from '../../api/query-client.ts';
import { FormError } from '../../ui/form-error.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { NamespaceSelect } from './namespace-select.tsx';
import { RepositoryRow } from './repository-row.tsx';

interface SelectRepositoryModalProps {
  readonly organization: GitOrganization;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onChoose: (repository: RemoteRepository) => Promise<void>;
}

/** Picks one of the repositories that the account sees; GitLab itself searches. */
export function SelectRepositoryModal({
  organization,
  opened,
  onClose,
  onChoose,
}: SelectRepositoryModalProps): ReactNode {
  return (
    <Modal opened={opened} onClose={onClose} title="Select repository" size="xl">
      <Picker organization={organization} onChoose={onChoose} />
    </Modal>
  );
}

function Picker({ organization, onChoose }: Pick<SelectRepositoryModalProps, 'organization' | 'onChoose'>): ReactNode {
  const [search, setSearch] = useState('');
  const [namespaceId, setNamespaceId] = useState<number | undefined>(undefined);
  const [debounced] = useDebouncedValue(search.trim(), 250);
  const repositories = useInfiniteQuery(remoteRepositoriesQuery(organization.id, { search: debounced, namespaceId }));
  const choose = useMutation({ meta: { shown: true }, mutationFn: onChoose });
  return (
    <Stack gap="sm">
      <Group gap="xs" align="flex-end">
        <NamespaceSelect
          gitOrganizationId={organization.id}
          value={namespaceId}
          onChange={setNamespaceId}
          label="Group"
          placeholder="All groups"
          flex="1 1 200px"
        />
        <TextInput
          type="search"
          label="Search"
          placeholder="Name of the repository"
          data-autofocus
          flex="1 1 220px"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Tooltip label="Refresh">
          <ActionIcon
            variant="default"
            size={36}
            aria-label="Refresh"
            loading={repositories.isRefetching}
            onClick={() => void repositories.refetch()}
          >
            <IconRefresh size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Group>
      <FormError message={choose.isError ? toSentence(choose.error) : undefined} />
      <QueryState query={repositories} loading="Asking GitLab for its repositories">
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) {
            return (
              <Text c="dimmed" size="sm" py="md" component="output" display="block">
                {debounced === '' && namespaceId === undefined
                  ? `${organization.username} sees no repository. Close this and choose Create repository, or refresh after making one in GitLab.`
                  : 'No repository matches. Try another group or a shorter search.'}
              </Text>
            );
          }
          return (
            <Stack component="ul" aria-label="Repositories" gap={0} p={0} m={0} style={{ listStyle: 'none' }}>
              {items.map((repository) => (
                <RepositoryRow
                  key={repository.externalId}
                  repository={repository}
                  isChosen={choose.isPending && choose.variables.externalId === repository.externalId}
                  isBusy={choose.isPending}
                  onChoose={() => choose.mutate(repository)}
                />
              ))}
            </Stack>
          );
        }}
      </QueryState>
      {repositories.hasNextPage && (
        <Center>
          <Button
            variant="default"
            loading={repositories.isFetchingNextPage}
            onClick={() => void repositories.fetchNextPage()}
          >
            Load more
          </Button>
        </Center>
      )}
    </Stack>
  );
}

import { routes, type ApiToken } from '@amplication/contract';
import { Anchor, Button, Container, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { apiTokensQuery } from '../../api/queries.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { confirm } from '../../ui/confirm.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { CreateTokenModal } from './create-token-modal.tsx';

/** The signed-in person's tokens for the REST API. */
export function ApiTokensPage(): ReactNode {
  const tokens = useQuery(apiTokensQuery());
  const [isCreating, creating] = useDisclosure(false);
  const create = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={creating.open}>
      Create token
    </Button>
  );
  return (
    <Container size="md" px={0}>
      <PageTitle
        order={1}
        title="API tokens"
        documentTitle="API tokens"
        actions={tokens.data?.length === 0 ? undefined : create}
        description={
          <>
            For programs that use the REST API in your name. It is described at{' '}
            <Anchor href="/api/v1/openapi.json">/api/v1/openapi.json</Anchor>.
          </>
        }
      />
      <QueryState query={tokens} loading="Loading the API tokens">
        {(items) =>
          items.length === 0 ? (
            <EmptyState title="No token yet" action={create}>
              A token may do everything that you may do. Programs send it as <code>Authorization: Bearer …</code>
            </EmptyState>
          ) : (
            <TokensTable tokens={items} />
          )
        }
      </QueryState>
      <CreateTokenModal opened={isCreating} onClose={creating.close} />
    </Container>
  );
}

function TokensTable({ tokens }: { readonly tokens: readonly ApiToken[] }): ReactNode {
  const refresh = useRefresh();
  const revoke = useMutation({
    mutationFn: (tokenId: string) => api.call(routes.deleteApiToken, { params: { tokenId } }),
    onSettled: () => refresh('session'),
  });
  const ask = (token: ApiToken): void =>
    confirm({
      title: `Revoke "${token.name}"?`,
      children: 'Programs that use it are refused from then on. This cannot be undone.',
      confirm: 'Revoke',
      onConfirm: () => revoke.mutate(token.id),
    });
  return (
    <Table.ScrollContainer minWidth={560} type="native">
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th>Begins with</Table.Th>
            <Table.Th>Created</Table.Th>
            <Table.Th>Last used</Table.Th>
            <Table.Th aria-label="Actions" />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {tokens.map((token) => (
            <Table.Tr key={token.id}>
              <Table.Td>{token.name}</Table.Td>
              <Table.Td>
                <code>{token.start}…</code>
              </Table.Td>
              <Table.Td>
                <RelativeTime at={token.createdAt} />
              </Table.Td>
              <Table.Td>
                {token.lastUsedAt === null ? (
                  <Text c="dimmed" size="sm">
                    Never
                  </Text>
                ) : (
                  <RelativeTime at={token.lastUsedAt} />
                )}
              </Table.Td>
              <Table.Td ta="right">
                <Button
                  size="compact-sm"
                  variant="subtle"
                  color="red"
                  aria-label={`Revoke ${token.name}`}
                  onClick={() => ask(token)}
                >
                  Revoke
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

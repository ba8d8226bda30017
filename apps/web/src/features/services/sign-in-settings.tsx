import { routes, type Service } from '@amplication/contract';
import { Button, Card, Group, Select, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconUserPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { toFormError } from '../../api/query-client.ts';
import { entitiesQuery } from '../../api/queries.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { FormError } from '../../ui/form-error.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { listAuthCandidates, listNeedingSignIn } from './service-values.ts';

const NOBODY = 'nobody';
const SAVED = 'Saved. It is in the pending changes until the code is generated.';

/** Who signs in to the generated server: the records of an entity, or nobody. */
export function SignInSettings({ service }: { readonly service: Service }): ReactNode {
  const entities = useQuery(entitiesQuery(service.id));
  return (
    <Card withBorder maw={560} component="section" aria-label="Sign-in">
      <Text component="h3" fw={600} m={0} mb="xs">
        Sign-in
      </Text>
      <QueryState query={entities} loading="Loading the entities">
        {(items) => <SignInForm key={String(service.authEntityId)} service={service} entities={items} />}
      </QueryState>
    </Card>
  );
}

type Entities = Parameters<typeof listAuthCandidates>[0];

function SignInForm({ service, entities }: { readonly service: Service; readonly entities: Entities }): ReactNode {
  const refresh = useRefresh();
  const current = service.authEntityId ?? NOBODY;
  const [chosen, setChosen] = useState(current);
  const done = async (): Promise<void> => {
    notifications.show({ message: SAVED });
    await refresh('model', 'catalog');
  };
  const params = { serviceId: service.id };
  const save = useMutation({
    meta: { shown: true },
    mutationFn: () =>
      api.call(routes.updateService, { params, body: { authEntityId: chosen === NOBODY ? null : chosen } }),
    onSuccess: done,
  });
  const add = useMutation({
    meta: { shown: true },
    mutationFn: () => api.call(routes.createAuthEntity, { params }),
    onSuccess: done,
  });
  const candidates = listAuthCandidates(entities);
  const closed = listNeedingSignIn(entities);
  const isBlocked = chosen === NOBODY && current !== NOBODY && closed.length > 0;
  return (
    <Stack gap="sm" align="flex-start">
      <FormError message={toFormError(save.error ?? add.error, [])} />
      {candidates.length === 0 ? (
        <>
          <Text size="sm">
            Nobody signs in to this service: whoever reaches it may do all that is not disabled. An entity with a
            username, a password and roles lets people sign in.
          </Text>
          <Button
            variant="default"
            leftSection={<IconUserPlus size={16} aria-hidden />}
            loading={add.isPending}
            onClick={() => add.mutate()}
          >
            Add User entity
          </Button>
          <Text size="sm" c="dimmed">
            It comes with the roles admin and user. Only admins may see and change users; who may do what with the other
            entities stays as it is.
          </Text>
        </>
      ) : (
        <Group align="flex-start" w="100%">
          <Select
            flex="1 1 220px"
            label="Who signs in"
            allowDeselect={false}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            description="An entity with a username, a password and roles"
            data={[
              { value: NOBODY, label: 'Nobody' },
              ...candidates.map(({ id, displayName }) => ({ value: id, label: `Records of ${displayName}` })),
            ]}
            value={chosen}
            onChange={(value) => setChosen(value ?? NOBODY)}
          />
          <Button
            mt={25}
            variant="default"
            disabled={chosen === current || isBlocked}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            Save
          </Button>
        </Group>
      )}
      {isBlocked && (
        <Text size="sm" component="output">
          First make each action of these entities public or disabled, and remove the rules of their fields:{' '}
          {closed.map(({ name }) => name).join(', ')}.
        </Text>
      )}
    </Stack>
  );
}

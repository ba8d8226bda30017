import { routes, type Service } from '@amplication/contract';
import { ENTITY_ACTIONS } from '@amplication/domain';
import { Alert, Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { IconInfoCircle } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { toFieldErrors, toFormError } from '../../api/query-client.ts';
import { serviceQuery } from '../../api/queries.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { FormError } from '../../ui/form-error.tsx';
import { AnchorLink } from '../../ui/links.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { EntityState } from './entity-state.tsx';
import type { EntityView } from './entity-view.ts';
import { FieldRules } from './field-rules.tsx';
import { PermissionMatrix } from './permission-matrix.tsx';
import {
  toPermissionFaults,
  toPermissionValues,
  toPermissions,
  toShownPath,
  type PermissionValues,
} from './permission-values.ts';

const page = getRouteApi('/signed-in/projects/$projectId/services/$serviceId/entities/$entityId');

/** Who may do what with the records of an entity, and with some of its fields. */
export function PermissionsPage(): ReactNode {
  const { serviceId } = page.useParams();
  const service = useQuery(serviceQuery(serviceId));
  return (
    <QueryState query={service} loading="Loading the roles">
      {(data) => (
        <EntityState title="Permissions">
          {({ entity }) => (
            <PermissionsForm
              // What somebody else saved is another form.
              key={JSON.stringify(entity.permissions)}
              service={data}
              entity={entity}
            />
          )}
        </EntityState>
      )}
    </QueryState>
  );
}

const SHOWN = new RegExp(
  `^permissions\\.(?:${ENTITY_ACTIONS.join('|')}|fields\\.\\d+(?:\\.(?:fieldId|action|roleIds))?)$`,
  'u',
);

function PermissionsForm({ service, entity }: { readonly service: Service; readonly entity: EntityView }): ReactNode {
  const refresh = useRefresh();
  const form = useForm<PermissionValues>({
    initialValues: toPermissionValues(entity.permissions),
    validate: toPermissionFaults,
  });
  const save = useMutation({
    meta: { shown: true },
    mutationFn: (values: PermissionValues) =>
      api.call(routes.updateEntity, {
        params: { serviceId: service.id, entityId: entity.id },
        body: { permissions: toPermissions(values) },
      }),
    onSuccess: async () => {
      notifications.show({ message: 'Saved. It is in the pending changes until the code is generated.' });
      await refresh('model', 'catalog');
    },
    onError: (error) =>
      form.setErrors(
        Object.fromEntries(Object.entries(toFieldErrors(error)).map(([path, text]) => [toShownPath(path), text])),
      ),
  });
  const shown = Object.keys(toFieldErrors(save.error)).filter((path) => SHOWN.test(path));
  const canSignIn = service.authEntityId !== null;
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate aria-label="Permissions">
      <Stack gap="lg">
        <FormError message={toFormError(save.error, shown)} />
        {!canSignIn && <NobodySignsIn />}
        <PermissionMatrix form={form} roles={service.roles} canSignIn={canSignIn} />
        {canSignIn && <FieldRules form={form} roles={service.roles} fields={entity.fields} />}
        <Group>
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function NobodySignsIn(): ReactNode {
  const { projectId, serviceId } = page.useParams();
  return (
    <Alert icon={<IconInfoCircle aria-hidden />} title="Nobody can sign in to this service">
      So each action is for everybody or for nobody. To keep some for users or for roles, choose who signs in in the{' '}
      <AnchorLink
        to="/projects/$projectId/services/$serviceId/settings"
        params={{ projectId, serviceId }}
        inherit
        underline="always"
      >
        settings of the service
      </AnchorLink>
      .
    </Alert>
  );
}

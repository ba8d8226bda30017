import { routes, type Service } from '@amplication/contract';
import { Button, Group, Stack, Text, TextInput, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { toFieldErrors, toFormError } from '../../api/query-client.ts';
import { serviceQuery } from '../../api/queries.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { FormError } from '../../ui/form-error.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { DeleteService } from './delete-service.tsx';

const page = getRouteApi('/signed-in/projects/$projectId/services/$serviceId/settings');

/** Name and description of a service, and its end. */
export function ServiceSettingsPage(): ReactNode {
  const { serviceId } = page.useParams();
  const service = useQuery(serviceQuery(serviceId));
  return (
    <>
      <PageTitle
        title="Settings"
        documentTitle={service.data === undefined ? 'Settings' : `Settings · ${service.data.name}`}
      />
      <QueryState query={service} loading="Loading the service">
        {(data) => (
          <>
            <ServiceForm key={`${data.name}\n${data.description}`} service={data} />
            <DeleteService service={data} />
          </>
        )}
      </QueryState>
    </>
  );
}

function ServiceForm({ service }: { readonly service: Service }): ReactNode {
  const refresh = useRefresh();
  const form = useForm({ initialValues: { name: service.name, description: service.description } });
  const save = useMutation({
    meta: { shown: true },
    mutationFn: (body: typeof form.values) =>
      api.call(routes.updateService, { params: { serviceId: service.id }, body }),
    onSuccess: async () => {
      notifications.show({ message: 'Saved. It is in the pending changes until the code is generated.' });
      await refresh('model', 'catalog');
    },
    onError: (error) => form.setErrors(toFieldErrors(error)),
  });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <Stack maw={560}>
        <FormError message={toFormError(save.error, ['name', 'description'])} />
        <TextInput label="Name" required {...form.getInputProps('name')} />
        <Textarea label="Description" autosize minRows={3} {...form.getInputProps('description')} />
        <Text size="sm" c="dimmed">
          The generated server is in the folder <code>{service.serverDirectory}</code> of the repository. It stays there
          when the service is renamed.
        </Text>
        <Group>
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

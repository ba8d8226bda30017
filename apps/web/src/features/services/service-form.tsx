import { routes, type Service } from '@amplication/contract';
import {
  Button,
  Checkbox,
  Fieldset,
  Group,
  Input,
  Select,
  SimpleGrid,
  Stack,
  TextInput,
  Textarea,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { toFieldErrors, toFormError } from '../../api/query-client.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { FormError } from '../../ui/form-error.tsx';
import { SERVICE_FIELDS, toServicePatch, toServiceValues, type ServiceValues } from './service-values.ts';

/** The kinds that migrations are written for. */
const DATABASES = [
  { value: 'postgresql', label: 'PostgreSQL' },
  { value: 'mysql', label: 'MySQL or MariaDB' },
];

/** Name, description, database, APIs, admin UI and folders of a service. */
export function ServiceForm({ service }: { readonly service: Service }): ReactNode {
  const refresh = useRefresh();
  const form = useForm<ServiceValues>({ initialValues: toServiceValues(service) });
  const save = useMutation({
    meta: { shown: true },
    mutationFn: (values: ServiceValues) =>
      api.call(routes.updateService, { params: { serviceId: service.id }, body: toServicePatch(service, values) }),
    onSuccess: async () => {
      notifications.show({ message: 'Saved. It is in the pending changes until the code is generated.' });
      await refresh('model', 'catalog');
    },
    onError: (error) => form.setErrors(toFieldErrors(error)),
  });
  const apisFault = form.errors['apis'];
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate aria-label="Settings">
      <Stack maw={560}>
        <FormError message={toFormError(save.error, SERVICE_FIELDS)} />
        <TextInput label="Name" required {...form.getInputProps('name')} />
        <Textarea label="Description" autosize minRows={3} {...form.getInputProps('description')} />
        <Select
          label="Database"
          allowDeselect={false}
          disabled={service.committed}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          description={
            service.committed
              ? 'Migrations were generated for it: create another service for another kind.'
              : 'It can be chosen until the code is generated for the first time.'
          }
          data={DATABASES}
          {...form.getInputProps('database')}
        />
        <Fieldset legend="What is generated" p="sm">
          <Stack gap="sm">
            <Checkbox label="REST API" {...form.getInputProps('apis.rest', { type: 'checkbox' })} />
            <Checkbox label="GraphQL API" {...form.getInputProps('apis.graphql', { type: 'checkbox' })} />
            {apisFault !== undefined && <Input.Error role="alert">{apisFault}</Input.Error>}
            <Checkbox
              label="Admin UI"
              description="Pages in which people look after the records; it needs the REST API"
              {...form.getInputProps('adminUi', { type: 'checkbox' })}
            />
          </Stack>
        </Fieldset>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label="Folder of the server"
            required
            spellCheck={false}
            {...form.getInputProps('serverDirectory')}
          />
          <TextInput
            label="Folder of the admin UI"
            required
            spellCheck={false}
            disabled={!form.values.adminUi}
            {...form.getInputProps('adminDirectory')}
          />
        </SimpleGrid>
        <Input.Description>
          Folders of the repository. They stay when the service is renamed; when they change, the files move with the
          next merge request.
        </Input.Description>
        <Group>
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

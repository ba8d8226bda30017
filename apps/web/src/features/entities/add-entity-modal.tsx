import { routes } from '@amplication/contract';
import { Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { toFieldErrors, toFormError } from '../../api/query-client.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { FormError } from '../../ui/form-error.tsx';
import { toEntityName, toNameHint } from './to-identifier.ts';
import { FormButtons } from '../../ui/form-buttons.tsx';

const page = getRouteApi('/signed-in/projects/$projectId/services/$serviceId/');

/** Adds an entity and goes to its fields. */
export function AddEntityModal({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode {
  return (
    <Modal opened={opened} onClose={onClose} title="Add entity">
      <AddEntityForm onClose={onClose} />
    </Modal>
  );
}

function AddEntityForm({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { projectId, serviceId } = page.useParams();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const form = useForm({ initialValues: { name: '', displayName: '' } });
  const add = useMutation({
    meta: { shown: true },
    mutationFn: ({ name, displayName }: typeof form.values) =>
      api.call(routes.createEntity, {
        params: { serviceId },
        body: { name: toEntityName(name), ...(displayName.trim() === '' ? {} : { displayName }) },
      }),
    onSuccess: async (entity) => {
      void refresh('model', 'catalog');
      await navigate({
        to: '/projects/$projectId/services/$serviceId/entities/$entityId',
        params: { projectId, serviceId, entityId: entity.id },
      });
    },
    onError: (error) => form.setErrors(toFieldErrors(error)),
  });
  const hint = toNameHint(form.values.name, toEntityName(form.values.name));
  return (
    <form onSubmit={form.onSubmit((values) => add.mutate(values))} noValidate>
      <Stack>
        <FormError message={toFormError(add.error, ['name', 'displayName'])} />
        <TextInput
          label="Name"
          description={hint ?? 'One of them, in the singular: Invoice line'}
          required
          data-autofocus
          {...form.getInputProps('name')}
        />
        <TextInput
          label="Display name"
          description="What people read; made from the name when it is empty"
          {...form.getInputProps('displayName')}
        />
        <Text size="sm" c="dimmed">
          It starts with the fields id, createdAt and updatedAt.
        </Text>
        <FormButtons label="Add entity" isBusy={add.isPending} onCancel={onClose} />
      </Stack>
    </form>
  );
}

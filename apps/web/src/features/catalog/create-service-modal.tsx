import { routes } from '@amplication/contract';
import { Checkbox, Modal, Stack, TextInput, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { toFieldErrors, toFormError } from '../../api/query-client.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { FormError } from '../../ui/form-error.tsx';
import { FormButtons } from '../../ui/form-buttons.tsx';

interface CreateServiceModalProps {
  readonly projectId: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Creates a service and goes to its entities. */
export function CreateServiceModal({ projectId, opened, onClose }: CreateServiceModalProps): ReactNode {
  return (
    <Modal opened={opened} onClose={onClose} title="Create service">
      <CreateServiceForm projectId={projectId} onClose={onClose} />
    </Modal>
  );
}

function CreateServiceForm({ projectId, onClose }: Omit<CreateServiceModalProps, 'opened'>): ReactNode {
  const navigate = useNavigate();
  const refresh = useRefresh();
  const form = useForm({ initialValues: { name: '', description: '', auth: true } });
  const create = useMutation({
    meta: { shown: true },
    mutationFn: (body: typeof form.values) => api.call(routes.createService, { params: { projectId }, body }),
    onSuccess: async (service) => {
      void refresh('model', 'catalog');
      await navigate({ to: '/projects/$projectId/services/$serviceId', params: { projectId, serviceId: service.id } });
    },
    onError: (error) => form.setErrors(toFieldErrors(error)),
  });
  return (
    <form onSubmit={form.onSubmit((values) => create.mutate(values))} noValidate>
      <Stack>
        <FormError message={toFormError(create.error, ['name', 'description'])} />
        <TextInput label="Name" required data-autofocus {...form.getInputProps('name')} />
        <Textarea label="Description" autosize minRows={2} {...form.getInputProps('description')} />
        <Checkbox
          label="People sign in to it"
          description={
            form.values.auth
              ? 'Adds an entity User and the roles admin and user'
              : 'Whoever reaches the service may read and change its records; it can be added later'
          }
          {...form.getInputProps('auth', { type: 'checkbox' })}
        />
        <FormButtons label="Create service" isBusy={create.isPending} onCancel={onClose} />
      </Stack>
    </form>
  );
}

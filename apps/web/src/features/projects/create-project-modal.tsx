import { routes } from '@amplication/contract';
import { Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { toFieldErrors, toFormError } from '../../api/query-client.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { FormError } from '../../ui/form-error.tsx';
import { FormButtons } from '../../ui/form-buttons.tsx';

interface CreateProjectModalProps {
  readonly workspaceId: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Creates a project and goes to it. */
export function CreateProjectModal({ opened, onClose, workspaceId }: CreateProjectModalProps): ReactNode {
  return (
    <Modal opened={opened} onClose={onClose} title="Create project">
      <CreateProjectForm workspaceId={workspaceId} onClose={onClose} />
    </Modal>
  );
}

function CreateProjectForm({
  workspaceId,
  onClose,
}: Pick<CreateProjectModalProps, 'workspaceId' | 'onClose'>): ReactNode {
  const navigate = useNavigate();
  const refresh = useRefresh();
  const form = useForm({ initialValues: { name: '' } });
  const create = useMutation({
    meta: { shown: true },
    mutationFn: (body: { readonly name: string }) => api.call(routes.createProject, { params: { workspaceId }, body }),
    onSuccess: async (project) => {
      void refresh('model');
      await navigate({ to: '/projects/$projectId', params: { projectId: project.id } });
    },
    onError: (error) => form.setErrors(toFieldErrors(error)),
  });
  return (
    <form onSubmit={form.onSubmit((values) => create.mutate(values))} noValidate>
      <Stack>
        <FormError message={toFormError(create.error, ['name'])} />
        <TextInput label="Name" required data-autofocus {...form.getInputProps('name')} />
        <FormButtons label="Create project" isBusy={create.isPending} onCancel={onClose} />
      </Stack>
    </form>
  );
}

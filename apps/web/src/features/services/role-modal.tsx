import { routes, type Service } from '@amplication/contract';
import { toKebabCase } from '@amplication/domain';
import { Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { toFieldErrors, toFormError } from '../../api/query-client.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { FormButtons } from '../../ui/form-buttons.tsx';
import { FormError } from '../../ui/form-error.tsx';

export type RoleView = Service['roles'][number];

interface RoleModalProps {
  readonly serviceId: string;
  /** Undefined: the dialog is closed. */
  readonly edited: RoleView | 'new' | undefined;
  readonly onClose: () => void;
}

/** Adds or edits a role. */
export function RoleModal({ serviceId, edited, onClose }: RoleModalProps): ReactNode {
  const isNew = edited === undefined || edited === 'new';
  return (
    <Modal
      opened={edited !== undefined}
      onClose={onClose}
      title={isNew ? 'Add role' : `Edit role ${edited.displayName}`}
    >
      <RoleForm serviceId={serviceId} role={isNew ? undefined : edited} onClose={onClose} />
    </Modal>
  );
}

function RoleForm({
  serviceId,
  role,
  onClose,
}: {
  readonly serviceId: string;
  readonly role: RoleView | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const refresh = useRefresh();
  const form = useForm({ initialValues: { name: role?.name ?? '', displayName: role?.displayName ?? '' } });
  const name = toKebabCase(form.values.name);
  const save = useMutation({
    meta: { shown: true },
    mutationFn: ({ displayName }: typeof form.values) => {
      const body = { name, ...(displayName.trim() === '' ? {} : { displayName }) };
      return role === undefined
        ? api.call(routes.createRole, { params: { serviceId }, body })
        : api.call(routes.updateRole, { params: { serviceId, roleId: role.id }, body });
    },
    onSuccess: () => {
      onClose();
      return refresh('model', 'catalog');
    },
    onError: (error) => form.setErrors(toFieldErrors(error)),
  });
  const isSame = name === form.values.name.trim() || name === '';
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <Stack>
        <FormError message={toFormError(save.error, ['name', 'displayName'])} />
        <TextInput
          label="Name"
          required
          data-autofocus
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          description={isSame ? 'What the code and the database hold, such as sales-manager' : `In the code: ${name}`}
          {...form.getInputProps('name')}
        />
        <TextInput
          label="Display name"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          description={role === undefined ? 'Made from the name when it is empty' : undefined}
          {...form.getInputProps('displayName')}
        />
        <FormButtons label={role === undefined ? 'Add role' : 'Save'} isBusy={save.isPending} onCancel={onClose} />
      </Stack>
    </form>
  );
}

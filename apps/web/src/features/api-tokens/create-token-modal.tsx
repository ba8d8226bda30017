import { routes } from '@amplication/contract';
import { ActionIcon, Alert, Button, CopyButton, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { toFieldErrors, toFormError } from '../../api/query-client.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { FormError } from '../../ui/form-error.tsx';
import { FormButtons } from '../../ui/form-buttons.tsx';

/** Creates an API token and shows it, once. */
export function CreateTokenModal({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode {
  return (
    <Modal opened={opened} onClose={onClose} title="Create token" closeOnClickOutside={false}>
      <CreateTokenForm onClose={onClose} />
    </Modal>
  );
}

function CreateTokenForm({ onClose }: { readonly onClose: () => void }): ReactNode {
  const refresh = useRefresh();
  const form = useForm({ initialValues: { name: '' } });
  const create = useMutation({
    meta: { shown: true },
    mutationFn: (body: typeof form.values) => api.call(routes.createApiToken, { body }),
    onSuccess: () => refresh('session'),
    onError: (error) => form.setErrors(toFieldErrors(error)),
  });
  if (create.data !== undefined) return <CreatedToken token={create.data.token} onClose={onClose} />;
  return (
    <form onSubmit={form.onSubmit((values) => create.mutate(values))} noValidate>
      <Stack>
        <FormError message={toFormError(create.error, ['name'])} />
        <TextInput
          label="Name"
          description="What uses it, for example: deploy script"
          required
          data-autofocus
          {...form.getInputProps('name')}
        />
        <FormButtons label="Create token" isBusy={create.isPending} onCancel={onClose} />
      </Stack>
    </form>
  );
}

function CreatedToken({ token, onClose }: { readonly token: string; readonly onClose: () => void }): ReactNode {
  return (
    <Stack>
      <Alert color="green" icon={<IconCheck aria-hidden />} role="note">
        Copy the token now: it is not shown again.
      </Alert>
      <TextInput
        label="Token"
        value={token}
        readOnly
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        onFocus={(event) => event.currentTarget.select()}
        rightSection={
          <CopyButton value={token}>
            {({ copied, copy }) => (
              <ActionIcon
                variant="subtle"
                color={copied ? 'green' : 'gray'}
                aria-label={copied ? 'Copied' : 'Copy the token'}
                onClick={copy}
              >
                {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
              </ActionIcon>
            )}
          </CopyButton>
        }
      />
      <Group justify="flex-end">
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Stack>
  );
}

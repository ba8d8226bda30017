import { routes } from '@amplication/contract';
import { Accordion, Button, Code, Group, PasswordInput, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { toFieldErrors, toFormError } from '../../api/query-client.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { FormError } from '../../ui/form-error.tsx';

const FIELDS = ['baseUrl', 'name', 'clientId', 'clientSecret', 'certificate'];

/** Enters a GitLab of the workspace's own, so that people can authorize there; closed until somebody looks. */
export function InstanceForm({ workspaceId }: { readonly workspaceId: string }): ReactNode {
  return (
    <Accordion variant="contained">
      <Accordion.Item value="instance">
        <Accordion.Control>
          <Text size="sm" fw={600}>
            Your own GitLab
          </Text>
          <Text size="xs" c="dimmed">
            Add a self-managed instance
          </Text>
        </Accordion.Control>
        <Accordion.Panel>
          <Fields workspaceId={workspaceId} />
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

function Fields({ workspaceId }: { readonly workspaceId: string }): ReactNode {
  const refresh = useRefresh();
  const form = useForm({
    initialValues: { baseUrl: '', name: '', clientId: '', clientSecret: '', certificate: '' },
  });
  const enter = useMutation({
    meta: { shown: true },
    mutationFn: (body: typeof form.values) => api.call(routes.enterGitInstance, { params: { workspaceId }, body }),
    onSuccess: async ({ name, oauth }) => {
      await refresh('git');
      form.reset();
      notifications.show({
        color: 'green',
        message: oauth ? `${name} is there: press Authorize.` : `${name} is there: connect with an access token.`,
      });
    },
    onError: (error) => form.setErrors(toFieldErrors(error)),
  });
  const callback = `${globalThis.location.origin}/api/v1/git-authorizations/callback`;
  return (
    <form onSubmit={form.onSubmit((values) => enter.mutate(values))} noValidate aria-label="Your own GitLab">
      <Stack gap="sm">
        <FormError message={toFormError(enter.error, FIELDS)} />
        <TextInput
          label="Base URL"
          description="With its path, where GitLab is served below one"
          placeholder="https://gitlab.example.com"
          type="url"
          required
          {...form.getInputProps('baseUrl')}
        />
        <TextInput label="Name" placeholder="Its host" {...form.getInputProps('name')} />
        <Text size="sm">
          Make an application in GitLab with the scope <Code>api</Code> and the redirect URI{' '}
          <Code style={{ overflowWrap: 'anywhere' }}>{callback}</Code>; without one, only access tokens connect.
        </Text>
        <TextInput label="Application ID" autoComplete="off" {...form.getInputProps('clientId')} />
        <PasswordInput label="Secret" autoComplete="off" {...form.getInputProps('clientSecret')} />
        <Textarea
          label="Certificate authority"
          description="PEM, where the usual authorities do not know its certificate"
          autosize
          minRows={2}
          maxRows={6}
          {...form.getInputProps('certificate')}
        />
        <Group justify="flex-end">
          <Button type="submit" variant="default" loading={enter.isPending}>
            Add GitLab
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

import { ApiProblem, routes, type GitOrganization } from '@amplication/contract';
import { Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { toFieldErrors, toFormError } from '../../api/query-client.ts';
import { useRefresh } from '../../api/use-refresh.ts';
import { FormError } from '../../ui/form-error.tsx';

/** Connects an account by a personal, group or project access token. */
export function AccessTokenForm({
  workspaceId,
  baseUrl = 'https://gitlab.com',
  onConnected,
}: {
  readonly workspaceId: string;
  /** The instance that the form begins with. */
  readonly baseUrl?: string | undefined;
  readonly onConnected: (organization: GitOrganization) => void;
}): ReactNode {
  const refresh = useRefresh();
  const form = useForm({ initialValues: { baseUrl, accessToken: '' } });
  const connect = useMutation({
    meta: { shown: true },
    mutationFn: (body: typeof form.values) => api.call(routes.connectWithToken, { params: { workspaceId }, body }),
    onSuccess: async (organization) => {
      await refresh('git');
      onConnected(organization);
    },
    onError: (error) => form.setErrors(isTokenRefused(error) ? { accessToken: TOKEN_REFUSED } : toFieldErrors(error)),
  });
  return (
    <form onSubmit={form.onSubmit((values) => connect.mutate(values))} noValidate>
      <Stack gap="sm">
        <FormError
          message={isTokenRefused(connect.error) ? undefined : toFormError(connect.error, ['baseUrl', 'accessToken'])}
        />
        <TextInput label="Base URL" type="url" required {...form.getInputProps('baseUrl')} />
        <PasswordInput
          label="Access token"
          description="Personal, group or project access token. It needs the scope api: with less, GitLab refuses merge requests."
          autoComplete="off"
          required
          {...form.getInputProps('accessToken')}
        />
        <Group justify="flex-end">
          <Button type="submit" variant="default" loading={connect.isPending}>
            Connect
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const TOKEN_REFUSED =
  'GitLab does not accept this token: it must be of this instance, not expired, and have the scope api.';

/** To an account that is new, "connect it again" says nothing: it is the token that was refused. */
function isTokenRefused(error: unknown): boolean {
  return error instanceof ApiProblem && error.problem.code === 'token_refused';
}

import { ApiProblem, routes } from '@amplication/contract';
import {
  Alert,
  Anchor,
  Button,
  Center,
  Divider,
  Paper,
  PasswordInput,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDocumentTitle } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { signInOptionsQuery } from '../../api/queries.ts';
import { toFieldErrors, toSentence } from '../../api/query-client.ts';

const page = getRouteApi('/sign-in');

/** Sign in, create an account, or go in as the demo user. */
export function SignInPage(): ReactNode {
  const [mode, setMode] = useState<'sign-in' | 'sign-up'>('sign-in');
  const { data: options } = useQuery(signInOptionsQuery());
  const { returnTo } = page.useSearch();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  useDocumentTitle('Sign in · Amplication');
  const enter = async (): Promise<void> => {
    queryClient.clear();
    await navigate({ to: returnTo ?? '/' });
  };
  const demo = useMutation({ mutationFn: () => api.call(routes.demoSignIn, {}), onSuccess: enter });

  return (
    <Center mih="100vh" p="md">
      <Paper withBorder shadow="sm" p="xl" w={420} maw="100%" component="main">
        <Stack>
          <div>
            <Title order={1} size="h2">
              Amplication
            </Title>
            <Text c="dimmed" size="sm">
              Model services, generate the code, review the merge request in GitLab. Your own edits stay.
            </Text>
          </div>
          {options?.demo === true && (
            <>
              <Button size="md" loading={demo.isPending} onClick={() => demo.mutate()}>
                Continue as the demo user
              </Button>
              <Divider label="or with an account" />
            </>
          )}
          <AccountForm key={mode} mode={mode} onDone={enter} />
          <Text size="sm" ta="center">
            {mode === 'sign-in' ? 'No account yet? ' : 'You have an account? '}
            <Anchor
              component="button"
              type="button"
              onClick={() => setMode(mode === 'sign-in' ? 'sign-up' : 'sign-in')}
            >
              {mode === 'sign-in' ? 'Create one' : 'Sign in'}
            </Anchor>
          </Text>
        </Stack>
      </Paper>
    </Center>
  );
}

function AccountForm({
  mode,
  onDone,
}: {
  readonly mode: 'sign-in' | 'sign-up';
  readonly onDone: () => Promise<void>;
}): ReactNode {
  const isNew = mode === 'sign-up';
  const form = useForm({ initialValues: { name: '', email: '', password: '' } });
  const submit = useMutation({
    meta: { shown: true },
    mutationFn: ({ name, email, password }: typeof form.values) =>
      isNew
        ? api.call(routes.signUp, { body: { name, email, password } })
        : api.call(routes.signIn, { body: { email, password } }),
    onSuccess: onDone,
    onError: (error) => form.setErrors(toFieldErrors(error)),
  });
  const hasFieldErrors = submit.error instanceof ApiProblem && submit.error.problem.problems.length > 0;
  return (
    <form onSubmit={form.onSubmit((values) => submit.mutate(values))} noValidate>
      <Stack>
        {submit.isError && !hasFieldErrors && (
          <Alert color="red" role="alert">
            {toSentence(submit.error)}
          </Alert>
        )}
        {isNew && <TextInput label="Name" autoComplete="name" required {...form.getInputProps('name')} />}
        <TextInput label="E-mail address" type="email" autoComplete="email" required {...form.getInputProps('email')} />
        <PasswordInput
          label="Password"
          description={isNew ? 'At least 10 characters' : undefined}
          autoComplete={isNew ? 'new-password' : 'current-password'}
          required
          {...form.getInputProps('password')}
        />
        <Button type="submit" variant="default" loading={submit.isPending}>
          {isNew ? 'Create account' : 'Sign in'}
        </Button>
      </Stack>
    </form>
  );
}

import { routes, type GitOrganization, type RemoteRepository } from '@amplication/contract';
import { Checkbox, Group, Radio, Stack, Text, TextInput, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { toFieldErrors, toFormError } from '../../api/query-client.ts';
import { FormError } from '../../ui/form-error.tsx';
import { NamespaceSelect } from './namespace-select.tsx';
import { checkRepositoryName, toRepositoryPath } from './repository-name.ts';
import { toHost } from './to-host.ts';
import { FormButtons } from '../../ui/form-buttons.tsx';

interface CreateRepositoryFormProps {
  readonly organization: GitOrganization;
  readonly onClose: () => void;
  readonly onCreated: (repository: RemoteRepository) => Promise<void>;
}

interface Values {
  readonly namespaceId: number | undefined;
  readonly name: string;
  readonly visibility: 'private' | 'internal' | 'public';
  readonly description: string;
  readonly initializeWithReadme: boolean;
  readonly defaultBranch: string;
}

const FIELDS = ['namespaceId', 'name', 'visibility', 'description', 'initializeWithReadme', 'defaultBranch'] as const;

/** Where the new repository goes, its name by GitLab's rules, and what it starts with. */
export function CreateRepositoryForm({ organization, onClose, onCreated }: CreateRepositoryFormProps): ReactNode {
  const [namespacePath, setNamespacePath] = useState<string | undefined>(undefined);
  const form = useForm<Values>({
    initialValues: {
      namespaceId: undefined,
      name: '',
      visibility: 'private',
      description: '',
      initializeWithReadme: true,
      defaultBranch: 'main',
    },
    validateInputOnChange: ['name'],
    validate: {
      namespaceId: (value) => (value === undefined ? 'Choose a group.' : null),
      name: (value) => checkRepositoryName(value) ?? null,
    },
  });
  const create = useCreateRepository(organization.id, onCreated, (errors) => form.setErrors(errors));
  const { name, initializeWithReadme } = form.values;
  const path = `${toHost(organization.baseUrl)}/${namespacePath ?? '…'}/${toRepositoryPath(name) || '…'}`;
  return (
    <form onSubmit={form.onSubmit((values) => create.mutate(values))} noValidate>
      <Stack>
        <FormError message={toFormError(create.error, FIELDS)} />
        <NamespaceSelect
          gitOrganizationId={organization.id}
          onlyWritable
          label="Group"
          placeholder="Where it will be"
          required
          value={form.values.namespaceId}
          error={form.errors['namespaceId']}
          onChange={(id, namespace) => {
            form.setFieldValue('namespaceId', id);
            setNamespacePath(namespace?.fullPath);
          }}
        />
        <div>
          <TextInput label="Name" required data-autofocus {...form.getInputProps('name')} />
          <Text size="xs" c="dimmed" mt={4} style={{ overflowWrap: 'anywhere' }}>
            Address: {path}
          </Text>
        </div>
        <Radio.Group label="Visibility" {...form.getInputProps('visibility')}>
          <Group mt={4}>
            <Radio value="private" label="Private" />
            <Radio value="internal" label="Internal" />
            <Radio value="public" label="Public" />
          </Group>
        </Radio.Group>
        <Textarea label="Description" autosize minRows={2} {...form.getInputProps('description')} />
        <Checkbox
          label="Start with a README"
          description="Without it the repository is empty, and a merge request needs a first commit to merge into."
          {...form.getInputProps('initializeWithReadme', { type: 'checkbox' })}
        />
        {initializeWithReadme && <TextInput label="Default branch" {...form.getInputProps('defaultBranch')} />}
        <FormButtons label="Create repository" isBusy={create.isPending} onCancel={onClose} />
      </Stack>
    </form>
  );
}

/** Creates it and chooses it; when only choosing fails, pressing again does not create a second one. */
function useCreateRepository(
  gitOrganizationId: string,
  onCreated: CreateRepositoryFormProps['onCreated'],
  onErrors: (errors: Record<string, string>) => void,
) {
  const [created, setCreated] = useState<RemoteRepository | undefined>(undefined);
  return useMutation({
    meta: { shown: true },
    mutationFn: async (values: Values) => {
      const repository = created ?? (await createRepository(gitOrganizationId, values));
      setCreated(repository);
      await onCreated(repository);
    },
    onError: (error) => onErrors(toFieldErrors(error)),
  });
}

function createRepository(gitOrganizationId: string, values: Values): Promise<RemoteRepository> {
  const { namespaceId = 0, name, visibility, description, initializeWithReadme, defaultBranch } = values;
  const branch = defaultBranch.trim() === '' || !initializeWithReadme ? {} : { defaultBranch: defaultBranch.trim() };
  return api.call(routes.createRepository, {
    params: { gitOrganizationId },
    body: { namespaceId, name: name.trim(), visibility, description, initializeWithReadme, ...branch },
  });
}

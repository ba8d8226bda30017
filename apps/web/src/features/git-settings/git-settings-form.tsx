import type { GitSettingsInput, GitSettingsView } from '@amplication/contract';
import { BRANCH_STRATEGIES } from '@amplication/domain';
import { Button, Group, Select, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { toFieldErrors, toFormError } from '../../api/query-client.ts';
import { FormError } from '../../ui/form-error.tsx';
import { MergeRequestFields } from './merge-request-fields.tsx';
import { MERGE_REQUEST_FIELDS, toMergeRequestInput, toMergeRequestValues } from './merge-request-values.ts';
import { STRATEGY_WORDS } from './strategy-words.ts';
import { toInput } from './to-input.ts';

interface GitSettingsFormProps {
  readonly settings: GitSettingsView;
  /** What the button says. */
  readonly saveLabel: string;
  /** Whether it can be saved as it is: the values are not this owner's yet. */
  readonly isNew: boolean;
  readonly onSave: (input: GitSettingsInput) => Promise<unknown>;
}

/** How the code gets into the repository: branches, merge requests, commit message. */
export function GitSettingsForm({ settings, saveLabel, isNew, onSave }: GitSettingsFormProps): ReactNode {
  const { baseBranch, syncBranch, strategy, commitMessage, allowFirstCommit } = settings;
  const form = useForm({
    initialValues: {
      baseBranch: baseBranch ?? '',
      syncBranch,
      strategy,
      commitMessage,
      allowFirstCommit,
      ...toMergeRequestValues(settings),
    },
  });
  const save = useMutation({
    meta: { shown: true },
    mutationFn: (values: typeof form.values) =>
      onSave({
        ...toInput(settings),
        ...values,
        ...toMergeRequestInput(values),
        baseBranch: values.baseBranch.trim() === '' ? null : values.baseBranch.trim(),
        syncBranch: values.syncBranch.trim(),
      }),
    onError: (error) => form.setErrors(toFieldErrors(error)),
  });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate aria-label="Sync settings">
      <Stack>
        <FormError message={toFormError(save.error, [...Object.keys(form.values), ...MERGE_REQUEST_FIELDS])} />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label="Base branch"
            description="Merge requests go into it; empty: the default branch"
            placeholder={settings.repository.defaultBranch ?? 'The default branch'}
            {...form.getInputProps('baseBranch')}
          />
          <TextInput
            label="Sync branch"
            description="The only branch that is written"
            required
            {...form.getInputProps('syncBranch')}
          />
          <Select
            label="Merge requests"
            description="How many a repository with several services gets"
            allowDeselect={false}
            data={BRANCH_STRATEGIES.map((value) => ({ value, label: STRATEGY_WORDS[value] }))}
            {...form.getInputProps('strategy')}
          />
          <TextInput
            label="Commit message"
            description="Where none is given with Generate the code"
            required
            {...form.getInputProps('commitMessage')}
          />
        </SimpleGrid>
        <Switch
          label="Allow the first commit"
          description="An empty repository has no branch to merge into: lets us make its first commit, with a README only"
          {...form.getInputProps('allowFirstCommit', { type: 'checkbox' })}
        />
        <MergeRequestFields form={form} place={settings.repository} />
        <Group>
          <Button type="submit" loading={save.isPending} disabled={!isNew && !form.isDirty()}>
            {saveLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

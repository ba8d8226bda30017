import { Accordion, Select, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useState, type ReactNode } from 'react';
import { MERGE_REQUEST_FIELDS, type MergeRequestValues } from './merge-request-values.ts';
import { LabelChoice, MilestoneChoice, PeopleChoice, type RemotePlace } from './remote-choices.tsx';

const SECTION = 'merge-request';

const CHOICES = [
  { value: 'repository', label: 'As the repository says' },
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];

/** What merge requests are opened with and who signs the commits; closed until somebody looks, or a field is refused. */
export function MergeRequestFields<Values extends MergeRequestValues>({
  form,
  place,
}: {
  readonly place: RemotePlace;
  readonly form: Pick<UseFormReturnType<Values>, 'getInputProps' | 'errors'>;
}): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const isRefused = MERGE_REQUEST_FIELDS.some((field) => form.errors[field] !== undefined);
  return (
    <Accordion
      variant="contained"
      value={isOpen || isRefused ? SECTION : null}
      onChange={(value) => setOpen(value === SECTION)}
    >
      <Accordion.Item value={SECTION}>
        <Accordion.Control>
          <Text size="sm" fw={600}>
            Merge request
          </Text>
          <Text size="xs" c="dimmed">
            Labels, people, draft, squash, and who signs the commits
          </Text>
        </Accordion.Control>
        <Accordion.Panel>
          <Stack>
            <Text size="sm" c="dimmed">
              A new merge request is opened with these. What anybody changes in it afterwards stays.
            </Text>
            <LabelChoice place={place} label="Labels" {...form.getInputProps('mergeRequest.labels')} />
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <PeopleChoice place={place} label="Assignees" {...form.getInputProps('mergeRequest.assigneeIds')} />
              <PeopleChoice place={place} label="Reviewers" {...form.getInputProps('mergeRequest.reviewerIds')} />
              <MilestoneChoice place={place} label="Milestone" {...form.getInputProps('mergeRequest.milestoneId')} />
              <Select
                label="Squash commits when merged"
                allowDeselect={false}
                data={CHOICES}
                {...form.getInputProps('mergeRequest.squash')}
              />
              <Select
                label="Delete the sync branch when merged"
                allowDeselect={false}
                data={CHOICES}
                {...form.getInputProps('mergeRequest.removeSourceBranch')}
              />
              <TextInput
                label="Commit author"
                description="The name that commits are signed with"
                required
                {...form.getInputProps('author.name')}
              />
              <TextInput
                label="Author's e-mail address"
                description="Push rules may demand one of your company"
                type="email"
                required
                {...form.getInputProps('author.email')}
              />
            </SimpleGrid>
            <Switch
              label="Always open as a draft"
              description="Otherwise it is a draft only while a conflict waits for a decision"
              {...form.getInputProps('mergeRequest.draft', { type: 'checkbox' })}
            />
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

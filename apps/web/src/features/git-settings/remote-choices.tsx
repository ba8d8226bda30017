import type { GitSettingsView } from '@amplication/contract';
import { MultiSelect, Select, TagsInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { labelsQuery, membersQuery, milestonesQuery } from '../../api/queries.ts';

const TYPING_MS = 250;

/** The repository whose people, labels and milestones are offered. */
export type RemotePlace = Pick<GitSettingsView['repository'], 'gitOrganizationId' | 'externalId'>;

interface ChoiceProps<Value> {
  readonly place: RemotePlace;
  readonly label: string;
  readonly value?: Value;
  readonly onChange?: (value: Value) => void;
  readonly error?: ReactNode;
}

/** People of the repository, by name; those who were chosen before and are no members any more stay as numbers. */
export function PeopleChoice({ place, value = [], ...props }: ChoiceProps<string[]>): ReactNode {
  const [search, setSearch] = useState('');
  const [typed] = useDebouncedValue(search, TYPING_MS);
  const members = useQuery(membersQuery(place, typed));
  const found = (members.data?.items ?? []).map(({ id, username, name }) => ({
    value: String(id),
    label: `${name} (@${username})`,
  }));
  const missing = value.filter((id) => found.every((person) => person.value !== id));
  return (
    <MultiSelect
      {...props}
      value={value}
      description="Type a name"
      data={[...found, ...missing.map((id) => ({ value: id, label: `User ${id}` }))]}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      nothingFoundMessage={members.isError ? 'GitLab does not answer at the moment' : 'Nobody with this name'}
      maxValues={20}
      hidePickedOptions
      clearable
    />
  );
}

/** Labels that are there, and any other. */
export function LabelChoice({ place, ...props }: ChoiceProps<string[]>): ReactNode {
  const labels = useQuery(labelsQuery(place));
  return (
    <TagsInput
      {...props}
      description="Press Enter after each; GitLab makes those that it does not have"
      data={(labels.data?.items ?? []).map(({ name }) => name)}
      maxTags={20}
      splitChars={[',']}
      clearable
    />
  );
}

/** An open milestone of the repository or its groups. */
export function MilestoneChoice({ place, value = null, onChange, ...props }: ChoiceProps<number | null>): ReactNode {
  const milestones = useQuery(milestonesQuery(place));
  const found = (milestones.data?.items ?? []).map(({ id, title }) => ({ value: String(id), label: title }));
  const isKnown = value === null || found.some((milestone) => milestone.value === String(value));
  return (
    <Select
      {...props}
      value={value === null ? null : String(value)}
      data={isKnown ? found : [...found, { value: String(value), label: `Milestone ${value}` }]}
      placeholder="None"
      clearable
      onChange={(id) => onChange?.(id === null ? null : Number(id))}
    />
  );
}

import type { Namespace } from '@amplication/contract';
import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { namespacesQuery } from '../../api/queries.ts';
import { toSentence } from '../../api/query-client.ts';

interface NamespaceSelectProps extends Omit<SelectProps, 'value' | 'onChange' | 'data'> {
  readonly gitOrganizationId: string;
  readonly value: number | undefined;
  readonly onChange: (namespaceId: number | undefined, namespace: Namespace | undefined) => void;
  /** Leaves out where the account may not create repositories. */
  readonly onlyWritable?: boolean;
}

/** A group (with its subgroups) or the personal namespace, searched by GitLab. */
export function NamespaceSelect({
  gitOrganizationId,
  value,
  onChange,
  onlyWritable = false,
  error,
  ...props
}: NamespaceSelectProps): ReactNode {
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<Namespace | undefined>(undefined);
  // What is chosen stands in the search box: that is no search.
  const [debounced] = useDebouncedValue(chosen !== undefined && search === toLabel(chosen) ? '' : search, 250);
  const namespaces = useQuery({ ...namespacesQuery(gitOrganizationId, debounced), placeholderData: keepPreviousData });
  const found = (namespaces.data?.items ?? []).filter((namespace) => !onlyWritable || namespace.canCreateRepositories);
  const shown =
    chosen === undefined || found.some((namespace) => namespace.id === chosen.id) ? found : [chosen, ...found];
  return (
    <Select
      clearable={props.required !== true}
      searchable
      nothingFoundMessage={
        namespaces.isFetching
          ? 'Asking GitLab'
          : onlyWritable
            ? 'No group in which the account may create repositories'
            : 'No group matches'
      }
      filter={({ options }) => options}
      searchValue={search}
      onSearchChange={setSearch}
      data={shown.map((namespace) => ({ value: String(namespace.id), label: toLabel(namespace) }))}
      value={value === undefined ? null : String(value)}
      onChange={(id) => {
        const namespace = shown.find((candidate) => String(candidate.id) === id);
        setChosen(namespace);
        onChange(namespace?.id, namespace);
      }}
      error={namespaces.isError ? toSentence(namespaces.error) : error}
      {...props}
    />
  );
}

function toLabel(namespace: Namespace): string {
  return namespace.kind === 'user' ? `${namespace.fullPath} (personal)` : namespace.fullPath;
}

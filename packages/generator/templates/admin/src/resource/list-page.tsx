import { Button, Group, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { Link, useSearchParams } from "react-router";
import { useAccess, useAdmin } from "../data/admin.js";
import type { DataRecord } from "../data/list-query.js";
import { useList } from "../data/queries.js";
import type { Field } from "../fields/field.js";
import { DelayedTextInput } from "../fields/delayed-text-input.js";
import { ColumnChooser, useColumns } from "./column-chooser.js";
import { ActiveFilters, AddFilter } from "./list-filters.js";
import {
  filterableFields,
  nextSort,
  readListState,
  toListQuery,
  writeListState,
  type ListState,
} from "./list-state.js";
import { Allowed, Page } from "./page.js";
import { Pager } from "./pager.js";
import { RecordTable } from "./record-table.js";
import { searchedLabels, visibleFields, type Resource } from "./resource.js";
import { RowActions } from "./row-actions.js";
import { Notice, QueryState } from "./states.js";

export interface ListPageProps {
  readonly resource: Resource;
  /** What is shown until somebody chooses other columns. */
  readonly columns: readonly Field[];
  /** Such as `-createdAt` for the newest first. */
  readonly defaultSort?: string;
  /** More to do on this page, beside the button that creates a record. */
  readonly actions?: ReactNode;
  /** What one can do with a record of the list. */
  readonly rowActions?: (record: DataRecord) => ReactNode;
}

/** The records of an entity. What it shows stands in the address. */
export function ListPage(props: ListPageProps) {
  return (
    <Allowed action="search" resource={props.resource}>
      <AllowedListPage {...props} />
    </Allowed>
  );
}

function AllowedListPage({
  resource,
  columns,
  defaultSort,
  actions,
  rowActions,
}: ListPageProps) {
  const { viewer } = useAdmin();
  const { may } = useAccess();
  const [parameters, setParameters] = useSearchParams();
  const state = readListState(
    parameters,
    visibleFields(resource, viewer),
    defaultSort,
  );
  const choice = useColumns(resource, columns);
  const list = useList(resource, toListQuery(state, resource, viewer));

  /** All but a turn of the page leads to the first one. */
  const change = (part: Partial<ListState>) =>
    setParameters(writeListState({ ...state, page: 1, ...part }, defaultSort), {
      replace: part.page === undefined,
    });

  return (
    <Page
      title={resource.pluralLabel}
      actions={
        <>
          {actions}
          {may("create", resource) && (
            <Button component={Link} to={`/${resource.route}/new`}>
              New {resource.label}
            </Button>
          )}
        </>
      }
    >
      <ListTools
        resource={resource}
        state={state}
        choice={choice}
        onChange={change}
      />
      <QueryState query={list}>
        {(page) => (
          <Stack gap="sm" aria-busy={list.isFetching}>
            {page.items.length === 0 ? (
              <NoRecords resource={resource} state={state} total={page.total} />
            ) : (
              <RecordTable
                resource={resource}
                columns={choice.shown}
                records={page.items}
                sort={state.sort}
                onSort={(field) =>
                  change({ sort: nextSort(state.sort, field) })
                }
                actions={
                  rowActions ??
                  ((record) => (
                    <RowActions resource={resource} record={record} />
                  ))
                }
              />
            )}
            {page.total > 0 && (
              <Pager
                page={state.page}
                size={state.size}
                total={page.total}
                onPage={(number) => change({ page: number })}
                onSize={(size) => change({ size })}
              />
            )}
          </Stack>
        )}
      </QueryState>
    </Page>
  );
}

function ListTools({
  resource,
  state,
  choice,
  onChange,
}: {
  readonly resource: Resource;
  readonly state: ListState;
  readonly choice: ReturnType<typeof useColumns>;
  readonly onChange: (part: Partial<ListState>) => void;
}) {
  const { viewer } = useAdmin();
  const fields = filterableFields(resource, viewer);
  const searched = searchedLabels(resource, viewer);
  const onFilters = (filters: ListState["filters"]) => onChange({ filters });
  return (
    <Stack gap="xs">
      <Group gap="xs">
        {searched.length > 0 && (
          <DelayedTextInput
            aria-label={`Search ${resource.pluralLabel}`}
            placeholder={`Search in ${searched.join(", ")}`}
            w={280}
            type="search"
            text={state.search}
            onText={(search) => onChange({ search })}
          />
        )}
        {fields.length > 0 && (
          <AddFilter
            fields={fields}
            filters={state.filters}
            onChange={onFilters}
          />
        )}
        <ColumnChooser {...choice} />
      </Group>
      <ActiveFilters filters={state.filters} onChange={onFilters} />
    </Stack>
  );
}

function NoRecords({
  resource,
  state,
  total,
}: {
  readonly resource: Resource;
  readonly state: ListState;
  readonly total: number;
}) {
  const isNarrowed = state.search !== "" || state.filters.length > 0;
  if (total > 0) return <Notice title="This page is beyond the last one" />;
  if (isNarrowed) {
    return (
      <Notice title={`No ${resource.pluralLabel} match`}>
        Change or remove the search and the filters.
      </Notice>
    );
  }
  return <Notice title={`There are no ${resource.pluralLabel} yet`} />;
}

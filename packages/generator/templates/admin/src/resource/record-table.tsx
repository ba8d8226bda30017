import { Anchor, Table, UnstyledButton, VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useAccess } from "../data/admin.js";
import { toPath } from "../data/api.js";
import type { DataRecord } from "../data/list-query.js";
import type { Field } from "../fields/field.js";
import { PlainValue } from "./field-value.js";
import type { Sort } from "./list-state.js";
import { idOf, titleOf, type Resource } from "./resource.js";

const ONE_LINE = { whiteSpace: "nowrap" } as const;

/** Records as rows; the column with their title comes first and leads to them. */
export function RecordTable({
  resource,
  columns,
  records,
  sort,
  onSort,
  actions,
}: {
  readonly resource: Resource;
  readonly columns: readonly Field[];
  readonly records: readonly DataRecord[];
  readonly sort?: Sort | undefined;
  /** Without it nothing can be sorted. */
  readonly onSort?: (field: string) => void;
  /** What one can do with a record, at the end of its row. */
  readonly actions?: (record: DataRecord) => ReactNode;
}) {
  const title = columns.find(({ name }) => name === resource.titleField);
  const others = columns.filter((field) => field !== title);
  const headerOf = (field: Field) => (
    <ColumnHeader
      key={field.name}
      field={field}
      direction={sort?.field === field.name ? sort.direction : undefined}
      onSort={field.sortable ? onSort : undefined}
    />
  );
  return (
    <Table.ScrollContainer minWidth={0} type="native" pos="relative">
      <Table highlightOnHover verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            {title ? headerOf(title) : <Table.Th>{resource.label}</Table.Th>}
            {others.map(headerOf)}
            {actions && (
              <Table.Th>
                <VisuallyHidden>Actions</VisuallyHidden>
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {records.map((record) => {
            const path = toPath(resource.route, idOf(resource, record));
            return (
              <Table.Tr key={path}>
                <Table.Td style={ONE_LINE}>
                  <TitleLink resource={resource} record={record} to={path} />
                </Table.Td>
                {others.map((field) => (
                  <Table.Td key={field.name} ta={field.align} style={ONE_LINE}>
                    <PlainValue
                      field={field}
                      record={record}
                      path={path}
                      isCompact
                    />
                  </Table.Td>
                ))}
                {actions && <Table.Td>{actions(record)}</Table.Td>}
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function TitleLink({
  resource,
  record,
  to,
}: {
  readonly resource: Resource;
  readonly record: DataRecord;
  readonly to: string;
}) {
  const { may } = useAccess();
  const title =
    resource.titleField === resource.idField
      ? String(idOf(resource, record))
      : titleOf(resource, record);
  if (!may("view", resource)) return title;
  return (
    <Anchor component={Link} to={`/${to}`} inherit fw={500}>
      {title}
    </Anchor>
  );
}

const ARROWS = { asc: "↑", desc: "↓" };
const ARIA_SORT = { asc: "ascending", desc: "descending" } as const;

function ColumnHeader({
  field,
  direction,
  onSort,
}: {
  readonly field: Field;
  readonly direction: Sort["direction"] | undefined;
  readonly onSort: ((field: string) => void) | undefined;
}) {
  return (
    <Table.Th
      ta={field.align}
      aria-sort={direction && ARIA_SORT[direction]}
      style={ONE_LINE}
    >
      {onSort ? (
        <UnstyledButton fw={600} fz="sm" onClick={() => onSort(field.name)}>
          {field.label}{" "}
          <span aria-hidden>{direction && ARROWS[direction]}</span>
        </UnstyledButton>
      ) : (
        field.label
      )}
    </Table.Th>
  );
}

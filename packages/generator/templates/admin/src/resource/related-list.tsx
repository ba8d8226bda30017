import { Button, Group, Stack, Title } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import { useAccess, useAdmin, useResource } from "../data/admin.js";
import { useList } from "../data/queries.js";
import type { Field } from "../fields/field.js";
import type { ToManyField } from "../fields/to-many-field.js";
import { useShownRecord } from "./field-value.js";
import { nextSort, type Sort } from "./list-state.js";
import { Pager } from "./pager.js";
import { RecordTable } from "./record-table.js";
import { visibleFields, type Resource } from "./resource.js";
import { Notice, QueryState } from "./states.js";

const SIZE = 10;
/** How many columns there are when nobody chose them. */
const COLUMNS = 5;

interface RelatedListProps {
  readonly field: ToManyField;
  /** The first ones of the other entity when left out. */
  readonly columns?: readonly Field[];
}

/** The records of another entity that belong to the one of the page. */
export function RelatedList(props: RelatedListProps) {
  const { may, mayField } = useAccess();
  const target = useResource(props.field.target);
  const isShown = may("search", target) && mayField("view", props.field);
  return isShown ? <AllowedRelatedList {...props} target={target} /> : null;
}

function AllowedRelatedList({
  field,
  columns,
  target,
}: RelatedListProps & { readonly target: Resource }) {
  const { viewer } = useAdmin();
  const { may } = useAccess();
  const { path, id } = useShownRecord();
  const [page, setPage] = useState(1);
  const [sort, setSort] = useState<Sort>();
  const list = useList(
    target,
    {
      orderBy: sort && `${sort.field}:${sort.direction}`,
      skip: (page - 1) * SIZE,
      take: SIZE,
    },
    { path: `${path}/${field.route}` },
  );
  const visible = visibleFields(target, viewer);
  const { inverse } = field;
  return (
    <Stack component="section" aria-label={field.label} gap="xs">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {field.label}
        </Title>
        {inverse !== undefined && may("create", target) && (
          <Button
            component={Link}
            to={`/${target.route}/new?${inverse}=${encodeURIComponent(id)}`}
            variant="default"
            size="xs"
          >
            New {target.label}
          </Button>
        )}
      </Group>
      <QueryState query={list}>
        {({ items, total }) =>
          total === 0 ? (
            <Notice title="None yet" />
          ) : (
            <>
              <RecordTable
                resource={target}
                columns={columns ?? firstColumns(visible, inverse)}
                records={items}
                sort={sort}
                onSort={(name) => setSort(nextSort(sort, name))}
              />
              <Pager page={page} size={SIZE} total={total} onPage={setPage} />
            </>
          )
        }
      </QueryState>
    </Stack>
  );
}

/** What a list shows when nobody chose: what people fill in, but for the record of the page itself. */
function firstColumns(visible: readonly Field[], inverse: string | undefined) {
  return visible
    .filter(({ name, listed, editor }) => listed && editor && name !== inverse)
    .slice(0, COLUMNS);
}

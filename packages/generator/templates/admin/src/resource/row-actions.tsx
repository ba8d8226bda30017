import { Button, Group } from "@mantine/core";
import { Link } from "react-router";
import { useAccess } from "../data/admin.js";
import { toPath } from "../data/api.js";
import type { DataRecord } from "../data/list-query.js";
import { DeleteButton } from "./delete-button.js";
import { idOf, titleOf, type Resource } from "./resource.js";

/** Leads to the form of a record, and deletes it. */
export function RowActions({
  resource,
  record,
}: {
  readonly resource: Resource;
  readonly record: DataRecord;
}) {
  const { may } = useAccess();
  const title = titleOf(resource, record);
  return (
    <Group gap={4} wrap="nowrap" justify="end">
      {may("update", resource) && may("view", resource) && (
        <Button
          component={Link}
          to={`/${toPath(resource.route, idOf(resource, record), "edit")}`}
          variant="subtle"
          size="compact-sm"
          aria-label={`Edit ${title}`}
        >
          Edit
        </Button>
      )}
      {may("delete", resource) && (
        <DeleteButton
          resource={resource}
          record={record}
          variant="subtle"
          size="compact-sm"
        />
      )}
    </Group>
  );
}

import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { useAccess } from "../data/admin.js";
import { toPath } from "../data/api.js";
import type { DataRecord } from "../data/list-query.js";
import { useRecord } from "../data/queries.js";
import { DeleteButton } from "./delete-button.js";
import { RecordProvider } from "./field-value.js";
import { Allowed, Page } from "./page.js";
import { titleOf, type Resource } from "./resource.js";
import { QueryState } from "./states.js";

interface ShowPageProps {
  readonly resource: Resource;
  /** More to do with the record, beside editing and deleting it. */
  readonly actions?: (record: DataRecord) => ReactNode;
  /** `FieldValues`, and `RelatedList`s of what belongs to the record. */
  readonly children: ReactNode;
}

/** One record. */
export function ShowPage(props: ShowPageProps) {
  const { id = "" } = useParams();
  return (
    <Allowed action="view" resource={props.resource}>
      <AllowedShowPage key={id} {...props} id={id} />
    </Allowed>
  );
}

function AllowedShowPage({
  resource,
  id,
  actions,
  children,
}: ShowPageProps & { readonly id: string }) {
  const query = useRecord(resource, id);
  const record = query.data;
  return (
    <Page
      title={record ? titleOf(resource, record) : resource.label}
      crumbs={[{ label: resource.pluralLabel, to: `/${resource.route}` }]}
      actions={
        record && (
          <>
            {actions?.(record)}
            <RecordActions resource={resource} record={record} id={id} />
          </>
        )
      }
    >
      <QueryState query={query}>
        {(data) => (
          <RecordProvider resource={resource} record={data}>
            {children}
          </RecordProvider>
        )}
      </QueryState>
    </Page>
  );
}

function RecordActions({
  resource,
  record,
  id,
}: {
  readonly resource: Resource;
  readonly record: DataRecord;
  readonly id: string;
}) {
  const { may } = useAccess();
  const navigate = useNavigate();
  return (
    <>
      {may("update", resource) && (
        <Button
          component={Link}
          to={`/${toPath(resource.route, id, "edit")}`}
          variant="default"
        >
          Edit
        </Button>
      )}
      {may("delete", resource) && (
        <DeleteButton
          resource={resource}
          record={record}
          variant="light"
          onDeleted={() => navigate(`/${resource.route}`, { replace: true })}
        />
      )}
    </>
  );
}

import { notifications } from "@mantine/notifications";
import type { ReactNode } from "react";
import { useNavigate, useParams } from "react-router";
import { toPath } from "../data/api.js";
import type { DataRecord } from "../data/list-query.js";
import { useRecordToEdit } from "../data/queries.js";
import { Allowed, Page } from "./page.js";
import { RecordForm } from "./record-form.js";
import { idOf, titleOf, type Resource } from "./resource.js";
import { toFormValues } from "./save-record.js";
import { QueryState } from "./states.js";

interface EditPageProps {
  readonly resource: Resource;
  readonly children?: ReactNode;
}

/** Changes a record. */
export function EditPage(props: EditPageProps) {
  const { resource } = props;
  const { id = "" } = useParams();
  return (
    <Allowed action="update" resource={resource}>
      <Allowed action="view" resource={resource}>
        <LoadedEditPage key={id} {...props} id={id} />
      </Allowed>
    </Allowed>
  );
}

function LoadedEditPage({
  resource,
  id,
  children,
}: EditPageProps & { readonly id: string }) {
  const query = useRecordToEdit(resource, id);
  const title = query.data ? titleOf(resource, query.data) : id;
  return (
    <Page
      title={`Edit ${title}`}
      crumbs={[
        { label: resource.pluralLabel, to: `/${resource.route}` },
        { label: title, to: `/${toPath(resource.route, id)}` },
      ]}
    >
      <QueryState query={query}>
        {(record) => (
          <EditForm resource={resource} record={record}>
            {children}
          </EditForm>
        )}
      </QueryState>
    </Page>
  );
}

function EditForm({
  resource,
  record,
  children,
}: EditPageProps & { readonly record: DataRecord }) {
  const navigate = useNavigate();
  const id = idOf(resource, record);
  return (
    <RecordForm
      resource={resource}
      id={id}
      initialValues={toFormValues(Object.values(resource.fields), record)}
      onSaved={async () => {
        notifications.show({ message: `${resource.label} is saved.` });
        await navigate(`/${toPath(resource.route, id)}`);
      }}
    >
      {children}
    </RecordForm>
  );
}

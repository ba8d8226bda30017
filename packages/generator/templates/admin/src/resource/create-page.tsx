import { notifications } from "@mantine/notifications";
import type { ReactNode } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { useAccess } from "../data/admin.js";
import { toPath } from "../data/api.js";
import { Allowed, Page } from "./page.js";
import { RecordForm } from "./record-form.js";
import type { Resource } from "./resource.js";
import { toFormValues, type Saved } from "./save-record.js";

/** Creates a record. `?customer=7` chooses what a relation starts with. */
export function CreatePage({
  resource,
  children,
}: {
  readonly resource: Resource;
  readonly children?: ReactNode;
}) {
  const [parameters] = useSearchParams();
  const { may } = useAccess();
  const navigate = useNavigate();
  const fields = Object.values(resource.fields);
  const start = Object.fromEntries(
    fields.flatMap(({ name, property, fromAddress }) => {
      const text = parameters.get(name);
      const value = text === null ? undefined : fromAddress?.(text);
      return value === undefined ? [] : [[property, value]];
    }),
  );

  const leave = async ({ id, errors }: Saved) => {
    const isWhole = Object.keys(errors).length === 0;
    notifications.show(
      isWhole
        ? { message: `${resource.label} is created.` }
        : {
            color: "red",
            message: `${resource.label} is created, but not everything could be saved. ${Object.values(errors).join(" ")}`,
          },
    );
    const path = may("view", resource)
      ? toPath(resource.route, id, isWhole ? undefined : "edit")
      : resource.route;
    await navigate(`/${path}`, { replace: true });
  };

  return (
    <Allowed action="create" resource={resource}>
      <Page
        title={`New ${resource.label}`}
        crumbs={[{ label: resource.pluralLabel, to: `/${resource.route}` }]}
      >
        <RecordForm
          resource={resource}
          initialValues={toFormValues(fields, start)}
          onSaved={leave}
        >
          {children}
        </RecordForm>
      </Page>
    </Allowed>
  );
}

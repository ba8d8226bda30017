import { Anchor, Skeleton } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { Link } from "react-router";
import { allows } from "../data/access.js";
import { useAccess, useAdmin, useResource } from "../data/admin.js";
import type { DataRecord, RecordId } from "../data/list-query.js";
import {
  titleOf,
  toReferenceTarget,
  type Resource,
} from "../resource/resource.js";

/** Names another record, and leads to it where one may see it. */
export function Reference({
  target,
  id,
}: {
  readonly target: string;
  readonly id: RecordId;
}) {
  const resource = useResource(target);
  const [reference] = useReferences(resource, [id]);
  if (reference?.isLoading)
    return <Skeleton height="1em" width={80} display="inline-block" />;
  return <ReferenceLink resource={resource} record={reference?.data} id={id} />;
}

export function ReferenceLink({
  resource,
  record,
  id,
}: {
  readonly resource: Resource;
  readonly record: DataRecord | null | undefined;
  readonly id: RecordId;
}) {
  const { may } = useAccess();
  const title = record ? titleOf(resource, record) : String(id);
  if (!may("view", resource)) return title;
  return (
    <Anchor component={Link} to={`/${resource.route}/${id}`} inherit>
      {title}
    </Anchor>
  );
}

/** Reads what names records; `null` where it cannot be read. */
export function useReferences(resource: Resource, ids: readonly RecordId[]) {
  const { loadReference, viewer } = useAdmin();
  const isAllowed = allows(resource.access.search, viewer);
  const target = toReferenceTarget(resource, viewer);
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: [resource.route, "reference", id],
      queryFn: async () => (await loadReference(target, id)) ?? null,
      enabled: isAllowed,
      staleTime: 60_000,
    })),
  });
}

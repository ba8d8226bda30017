import {
  keepPreviousData,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { canLoad } from "../fields/field.js";
import type { Resource } from "../resource/resource.js";
import { allows } from "./access.js";
import { useAdmin } from "./admin.js";
import { toPath } from "./api.js";
import type { ListQuery, RecordId } from "./list-query.js";

/** Records of an entity; `path` is another list of them, such as `customers/7/orders`. */
export function useList(
  resource: Resource,
  query: ListQuery,
  { path = resource.route, isEnabled = true } = {},
) {
  const { api, viewer } = useAdmin();
  return useQuery({
    queryKey: [resource.route, "list", path, query],
    queryFn: ({ signal }) => api.list(path, query, signal),
    enabled: isEnabled && allows(resource.access.search, viewer),
    placeholderData: keepPreviousData,
  });
}

export function useRecord(resource: Resource, id: RecordId) {
  const { api } = useAdmin();
  return useQuery({
    queryKey: [resource.route, "record", String(id)],
    queryFn: ({ signal }) => api.get(resource.route, id, signal),
  });
}

/** A record with all that its form needs; read anew whenever a form opens. */
export function useRecordToEdit(resource: Resource, id: RecordId) {
  const admin = useAdmin();
  return useQuery({
    queryKey: [resource.route, "edit", String(id)],
    queryFn: async ({ signal }) => {
      const path = toPath(resource.route, id);
      const record = await admin.api.get(resource.route, id, signal);
      const parts = Object.values(resource.fields)
        .filter((field) => canLoad(field, admin))
        .map(async ({ property, editor }) => [
          property,
          await editor?.load?.(admin.api, path),
        ]);
      return { ...record, ...Object.fromEntries(await Promise.all(parts)) };
    },
    gcTime: 0,
    staleTime: Infinity,
  });
}

/** After a change every list is read again, and all that is not on the screen when it is needed. */
export function useRefresh() {
  const queryClient = useQueryClient();
  return async () => {
    queryClient.removeQueries({ type: "inactive" });
    await queryClient.invalidateQueries({
      predicate: ({ queryKey }) =>
        queryKey[1] === "list" || queryKey[1] === "reference",
    });
  };
}

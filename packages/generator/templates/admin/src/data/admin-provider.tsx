import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useMemo, useState, type ReactNode } from "react";
import type { Viewer } from "./access.js";
import { AdminContext, createAdmin, type Admin } from "./admin.js";
import { ApiError } from "./api-error.js";
import type { Send } from "./api.js";

/** Gives the pages inside what they need; what they read is kept for as long as this is there. */
export function AdminProvider({
  send,
  viewer,
  resources,
  children,
}: {
  readonly send: Send;
  readonly viewer: Viewer;
  readonly resources: Admin["resources"];
  readonly children: ReactNode;
}) {
  const [queryClient] = useState(createQueryClient);
  const admin = useMemo(
    () => createAdmin(send, viewer, resources),
    [send, viewer, resources],
  );
  return (
    <QueryClientProvider client={queryClient}>
      <AdminContext value={admin}>{children}</AdminContext>
    </QueryClientProvider>
  );
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { retry: isWorthAnotherTry } },
  });
}

/** A server that failed or cannot be reached may answer in a moment; a refusal stays one. */
function isWorthAnotherTry(count: number, error: unknown): boolean {
  const status = error instanceof ApiError ? error.status : 400;
  return count < 2 && (status === 0 || status >= 500);
}

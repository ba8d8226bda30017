import type { Workspace } from '@amplication/contract';
import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from './queries.ts';

/** The workspace that the signed-in person works in; undefined until the session has been read. */
export function useWorkspace(): Workspace | undefined {
  return useQuery(sessionQuery()).data?.workspaces[0];
}

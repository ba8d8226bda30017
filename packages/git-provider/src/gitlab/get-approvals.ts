import type { Approvals, MergeRequestKey } from '../merge-requests.ts';
import { ProviderError } from '../provider-error.ts';
import { mergeRequestPath } from './paths.ts';
import type { RestClient } from './rest-client.ts';
import { approvalsSchema, mergeRequestSchema } from './schemas.ts';

/** Who approved, and how many must; undefined where the edition requires none: GitLab's free one leaves the numbers out. */
export async function getApprovals(rest: RestClient, key: MergeRequestKey): Promise<Approvals | undefined> {
  const path = mergeRequestPath(key);
  try {
    const { body } = await rest({ method: 'GET', path: `${path}/approvals`, schema: approvalsSchema });
    const { approvals_required: required, approvals_left: left, approved_by: people } = body;
    if (required === undefined || required === null) return undefined;
    return {
      isApproved: body.approved ?? left === 0,
      required,
      left: left ?? required,
      approvedBy: people?.map(({ user }) => user.username) ?? [],
    };
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== 'not-found') throw error;
    // It is the merge request that is not there, which throws, or the whole route.
    await rest({ method: 'GET', path, schema: mergeRequestSchema });
    return undefined;
  }
}

import { z } from 'zod';

/** What a delivery is about: only a hint where to look. How things are is asked from GitLab. */
export type DeliveryHint =
  | { readonly kind: 'merge-request'; readonly number: number }
  | { readonly kind: 'branch'; readonly branch: string }
  | { readonly kind: 'other' };

const numbered = z.object({ iid: z.int().positive() });

const payloadSchema = z.object({
  object_kind: z.string(),
  ref: z.string().max(1_000).optional().catch(undefined),
  object_attributes: z
    .object({ iid: z.unknown().optional(), ref: z.string().max(1_000).optional().catch(undefined) })
    .optional()
    .catch(undefined),
  merge_request: numbered.nullish().catch(undefined),
});

const BRANCH = /^refs\/heads\/(.+)$/u;

/** Reads what a delivery is about; anything that is not understood is `other`. Never throws. */
export function readDelivery(body: Uint8Array): DeliveryHint {
  const payload = payloadSchema.safeParse(parse(body)).data;
  switch (payload?.object_kind) {
    case 'merge_request':
      return toMergeRequest(numbered.safeParse(payload.object_attributes).data?.iid);
    case 'note':
      return toMergeRequest(payload.merge_request?.iid);
    case 'pipeline':
      if (payload.merge_request != null) return toMergeRequest(payload.merge_request.iid);
      return toBranch(payload.object_attributes?.ref);
    case 'push':
      return toBranch(BRANCH.exec(payload.ref ?? '')?.[1]);
    default:
      return { kind: 'other' };
  }
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}

function toMergeRequest(number: number | undefined): DeliveryHint {
  return number === undefined ? { kind: 'other' } : { kind: 'merge-request', number };
}

function toBranch(branch: string | undefined): DeliveryHint {
  return branch === undefined || branch === '' ? { kind: 'other' } : { kind: 'branch', branch };
}

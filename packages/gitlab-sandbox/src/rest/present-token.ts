import type { SandboxContext } from '../sandbox-context.ts';
import type { AccessToken } from '../state/sandbox-state.ts';
import { isTokenActive } from '../tokens/access-tokens.ts';

/** A personal access token, never with its text. */
export function presentToken(context: Pick<SandboxContext, 'now'>, token: AccessToken): Record<string, unknown> {
  return {
    id: token.id,
    name: token.name,
    revoked: token.revoked,
    created_at: token.createdAt,
    description: token.description,
    scopes: token.scopes,
    user_id: token.userId,
    last_used_at: token.lastUsedAt,
    active: isTokenActive(context, token),
    granular: false,
    expires_at: token.expiresAt,
  };
}

/** A token of a project or group, never with its text. */
export function presentResourceToken(
  context: Pick<SandboxContext, 'now'>,
  token: AccessToken,
): Record<string, unknown> {
  return {
    ...presentToken(context, token),
    access_level: token.resource?.accessLevel ?? 0,
    resource_type: token.resource?.type ?? '',
    resource_id: token.resource?.id ?? 0,
  };
}

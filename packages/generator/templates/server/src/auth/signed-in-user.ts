import type { Allowed } from "./allow.js";
import type { UserId } from "./user-records.js";

/** Who sends a request, as the access token tells. */
export interface SignedInUser {
  id: UserId;
  username: string;
  roles: string[];
}

/** True where a user (nobody, when there is none) is let in. */
export function isAllowed(
  allowed: Allowed,
  user: SignedInUser | undefined,
): boolean {
  if (allowed === "public") return true;
  if (allowed === "nobody" || user === undefined) return false;
  return (
    allowed === "signed-in" || allowed.some((role) => user.roles.includes(role))
  );
}

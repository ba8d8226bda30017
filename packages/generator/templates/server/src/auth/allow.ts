import { SetMetadata } from "@nestjs/common";

/** Who may: everybody, whoever signed in, nobody, or users with one of some roles. */
export type Allowed = "public" | "signed-in" | "nobody" | readonly string[];

/** The key under which a handler's permission is kept. */
export const ALLOWED = "allowed";

/** Says who may call a handler. Without it a handler is for whoever signed in. */
export const Allow = (allowed: Allowed) => SetMetadata(ALLOWED, allowed);

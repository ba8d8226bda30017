// #if rest
import { applyDecorators, SetMetadata } from "@nestjs/common";
import { ApiBearerAuth } from "@nestjs/swagger";
// #else
import { SetMetadata } from "@nestjs/common";
// #end

/** Who may: everybody, whoever signed in, nobody, or users with one of some roles. */
export type Allowed = "public" | "signed-in" | "nobody" | readonly string[];

/** The key under which a handler's permission is kept. */
export const ALLOWED = "allowed";

/** Says who may call a handler. Without it a handler is for whoever signed in. */
// #if rest
export const Allow = (allowed: Allowed) =>
  applyDecorators(
    SetMetadata(ALLOWED, allowed),
    ...(allowed === "public" ? [] : [ApiBearerAuth()]),
  );
// #else
export const Allow = (allowed: Allowed) => SetMetadata(ALLOWED, allowed);
// #end

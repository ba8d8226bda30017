import { IsObject } from "class-validator";

/** Refuses lists and scalars where an object belongs: nested checks would let them pass. */
export function IsPlainObject(): PropertyDecorator {
  return IsObject({ message: "$property must be an object" });
}

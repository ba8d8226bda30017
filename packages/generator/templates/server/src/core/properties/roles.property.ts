import { ArrayUnique, IsArray, IsIn } from "class-validator";
import { ROLES } from "../roles.js";
import { Property, type PropertyOptions } from "./property.js";

/** Names of roles, each once. */
export function RolesProperty(
  options: PropertyOptions = {},
): PropertyDecorator {
  return Property(
    {
      // #if graphql
      graphql: () => [String],
      // #end
      // #if rest
      api: { type: String, enum: ROLES, enumName: "Role", isArray: true },
      // #end
      checks: [IsArray(), ArrayUnique(), IsIn(ROLES, { each: true })],
    },
    options,
  );
}

// #if graphql
import { InputType } from "@nestjs/graphql";
// #end
import { BooleanProperty } from "../properties/boolean.property.js";
import { RolesProperty } from "../properties/roles.property.js";
import { TextProperty } from "../properties/text.property.js";
// #if mysql
import { JsonListFilter } from "./conditions.js";
// #end

/** Asks which roles a list holds. */
// #if graphql
@InputType()
// #end
// #if postgresql
export class RolesFilter {
  // #else
export class RolesFilter extends JsonListFilter {
  // #end
  @TextProperty({ optional: true })
  has?: string;

  @RolesProperty({ optional: true })
  hasSome?: string[];

  @RolesProperty({ optional: true })
  hasEvery?: string[];

  @BooleanProperty({ optional: true })
  isEmpty?: boolean;
}

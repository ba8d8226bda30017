// #if graphql
import { InputType } from "@nestjs/graphql";
// #end
import { BooleanProperty } from "../properties/boolean.property.js";
// #if BooleanFilter

/** Asks for true or false. */
// #if graphql
@InputType()
// #end
export class BooleanFilter {
  @BooleanProperty({ optional: true })
  equals?: boolean;

  @BooleanProperty({ optional: true })
  not?: boolean;
}
// #end
// #if OptionalBooleanFilter

/** The same for values that may be null. */
// #if graphql
@InputType()
// #end
export class OptionalBooleanFilter {
  @BooleanProperty({ optional: true, nullable: true })
  equals?: boolean | null;

  @BooleanProperty({ optional: true, nullable: true })
  not?: boolean | null;
}
// #end

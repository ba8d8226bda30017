// #if graphql
import { InputType } from "@nestjs/graphql";
// #end
import { IdProperty, IdsProperty } from "../properties/id.property.js";

// #if graphql
@InputType({ isAbstract: true })
// #end
abstract class CuidComparison {
  @IdsProperty("cuid", { optional: true })
  in?: string[];

  @IdsProperty("cuid", { optional: true })
  notIn?: string[];
}
// #if CuidFilter

/** Compares ids that are CUIDs. */
// #if graphql
@InputType()
// #end
export class CuidFilter extends CuidComparison {
  @IdProperty("cuid", { optional: true })
  equals?: string;

  @IdProperty("cuid", { optional: true })
  not?: string;
}
// #end
// #if OptionalCuidFilter

/** The same for values that may be null. */
// #if graphql
@InputType()
// #end
export class OptionalCuidFilter extends CuidComparison {
  @IdProperty("cuid", { optional: true, nullable: true })
  equals?: string | null;

  @IdProperty("cuid", { optional: true, nullable: true })
  not?: string | null;
}
// #end

// #if graphql
import { InputType } from "@nestjs/graphql";
// #end
import { IdProperty, IdsProperty } from "../properties/id.property.js";

// #if graphql
@InputType({ isAbstract: true })
// #end
abstract class UuidComparison {
  @IdsProperty("uuid", { optional: true })
  in?: string[];

  @IdsProperty("uuid", { optional: true })
  notIn?: string[];
}
// #if UuidFilter

/** Compares ids that are UUIDs. */
// #if graphql
@InputType()
// #end
export class UuidFilter extends UuidComparison {
  @IdProperty("uuid", { optional: true })
  equals?: string;

  @IdProperty("uuid", { optional: true })
  not?: string;
}
// #end
// #if OptionalUuidFilter

/** The same for values that may be null. */
// #if graphql
@InputType()
// #end
export class OptionalUuidFilter extends UuidComparison {
  @IdProperty("uuid", { optional: true, nullable: true })
  equals?: string | null;

  @IdProperty("uuid", { optional: true, nullable: true })
  not?: string | null;
}
// #end

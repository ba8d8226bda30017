// #if graphql
import { InputType } from "@nestjs/graphql";
// #end
import { OptionProperty } from "../properties/option.property.js";
import { Membership, type Options } from "./membership.js";

/** The class of a filter for one of these options, or none. */
export function OptionalOptionFilter<Set extends Options>(
  options: Set,
  name: string,
) {
  const nullable = { optional: true, nullable: true };
  // #if graphql
  @InputType({ isAbstract: true })
  // #end
  abstract class EqualityFilter extends Membership(options, name) {
    @OptionProperty(options, name, nullable)
    equals?: Set[keyof Set] | null;

    @OptionProperty(options, name, nullable)
    not?: Set[keyof Set] | null;
  }
  return EqualityFilter;
}

// #if graphql
import { InputType } from "@nestjs/graphql";
// #end
import { OptionProperty } from "../properties/option.property.js";
import { Membership, type Options } from "./membership.js";

/** The class of a filter for one of these options. */
export function OptionFilter<Set extends Options>(options: Set, name: string) {
  // #if graphql
  @InputType({ isAbstract: true })
  // #end
  abstract class EqualityFilter extends Membership(options, name) {
    @OptionProperty(options, name, { optional: true })
    equals?: Set[keyof Set];

    @OptionProperty(options, name, { optional: true })
    not?: Set[keyof Set];
  }
  return EqualityFilter;
}

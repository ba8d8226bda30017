// #if graphql
import { InputType } from "@nestjs/graphql";
// #end
import { OptionsProperty } from "../properties/option.property.js";

/** The values of an option set by name. */
export type Options = Record<string, string>;

/** What filters of an option have in common. */
export function Membership<Set extends Options>(options: Set, name: string) {
  // #if graphql
  @InputType({ isAbstract: true })
  // #end
  abstract class MembershipFilter {
    @OptionsProperty(options, name, { optional: true })
    in?: Set[keyof Set][];

    @OptionsProperty(options, name, { optional: true })
    notIn?: Set[keyof Set][];
  }
  return MembershipFilter;
}

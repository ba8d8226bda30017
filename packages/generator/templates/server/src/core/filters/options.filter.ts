// #if graphql
import { InputType } from "@nestjs/graphql";
// #end
import { BooleanProperty } from "../properties/boolean.property.js";
import {
  OptionProperty,
  OptionsProperty,
} from "../properties/option.property.js";
// #if mysql
import { JsonListFilter } from "./conditions.js";
// #end

/** The class of a filter for lists of these options. */
export function OptionsFilter<Set extends Record<string, string>>(
  options: Set,
  name: string,
) {
  // #if graphql
  @InputType({ isAbstract: true })
  // #end
  // #if postgresql
  abstract class ListFilter {
    // #else
  abstract class ListFilter extends JsonListFilter {
    // #end
    @OptionProperty(options, name, { optional: true })
    has?: Set[keyof Set];

    @OptionsProperty(options, name, { optional: true })
    hasSome?: Set[keyof Set][];

    @OptionsProperty(options, name, { optional: true })
    hasEvery?: Set[keyof Set][];

    @BooleanProperty({ optional: true })
    isEmpty?: boolean;
  }
  return ListFilter;
}

// #if graphql
import { InputType, Int } from "@nestjs/graphql";
// #end
import { IsInt, Max, Min } from "class-validator";
// #if rest
import { NumberInBrackets } from "../properties/in-brackets.js";
// #end
import { WholeNumberProperty } from "../properties/whole-number.property.js";
import { Comparison, type ComparedValue } from "./comparison.js";

const VALUE: ComparedValue = {
  one: (options) => WholeNumberProperty(options),
  each: [
    // #if rest
    NumberInBrackets(),
    // #end
    IsInt({ each: true }),
    Min(-2147483648, { each: true }),
    Max(2147483647, { each: true }),
  ],
  // #if graphql
  graphql: () => Int,
  // #end
  // #if rest
  api: { type: "integer" },
  // #end
};
// #if WholeNumberFilter

/** Compares whole numbers of 32 bits. */
// #if graphql
@InputType()
// #end
export class WholeNumberFilter extends Comparison<number>(VALUE) {
  @WholeNumberProperty({ optional: true })
  equals?: number;

  @WholeNumberProperty({ optional: true })
  not?: number;
}
// #end
// #if OptionalWholeNumberFilter

/** The same for values that may be null. */
// #if graphql
@InputType()
// #end
export class OptionalWholeNumberFilter extends Comparison<number>(VALUE) {
  @WholeNumberProperty({ optional: true, nullable: true })
  equals?: number | null;

  @WholeNumberProperty({ optional: true, nullable: true })
  not?: number | null;
}
// #end

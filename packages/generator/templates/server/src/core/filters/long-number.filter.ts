// #if graphql
import { Float, InputType } from "@nestjs/graphql";
// #end
import { IsInt, Max, Min } from "class-validator";
// #if rest
import { NumberInBrackets } from "../properties/in-brackets.js";
// #end
import { WholeNumberProperty } from "../properties/whole-number.property.js";
import { Comparison, type ComparedValue } from "./comparison.js";

const minimum = Number.MIN_SAFE_INTEGER;
const maximum = Number.MAX_SAFE_INTEGER;
const VALUE: ComparedValue = {
  one: (options) => WholeNumberProperty({ ...options, minimum, maximum }),
  each: [
    // #if rest
    NumberInBrackets(),
    // #end
    IsInt({ each: true }),
    Min(minimum, { each: true }),
    Max(maximum, { each: true }),
  ],
  // #if graphql
  graphql: () => Float,
  // #end
  // #if rest
  api: { type: "integer" },
  // #end
};
// #if LongNumberFilter

/** Compares whole numbers beyond 32 bits. */
// #if graphql
@InputType()
// #end
export class LongNumberFilter extends Comparison<number>(VALUE) {
  @VALUE.one({ optional: true })
  equals?: number;

  @VALUE.one({ optional: true })
  not?: number;
}
// #end
// #if OptionalLongNumberFilter

/** The same for values that may be null. */
// #if graphql
@InputType()
// #end
export class OptionalLongNumberFilter extends Comparison<number>(VALUE) {
  @VALUE.one({ optional: true, nullable: true })
  equals?: number | null;

  @VALUE.one({ optional: true, nullable: true })
  not?: number | null;
}
// #end

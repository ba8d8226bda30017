// #if graphql
import { Float, InputType } from "@nestjs/graphql";
// #end
import { IsNumber } from "class-validator";
import { FloatProperty } from "../properties/float.property.js";
// #if rest
import { NumberInBrackets } from "../properties/in-brackets.js";
// #end
import { Comparison, type ComparedValue } from "./comparison.js";

const VALUE: ComparedValue = {
  one: (options) => FloatProperty(options),
  // #if rest
  each: [
    NumberInBrackets(),
    IsNumber({ allowNaN: false, allowInfinity: false }, { each: true }),
  ],
  // #else
  each: [IsNumber({ allowNaN: false, allowInfinity: false }, { each: true })],
  // #end
  // #if graphql
  graphql: () => Float,
  // #end
  // #if rest
  api: { type: "number" },
  // #end
};
// #if FloatFilter

/** Compares floating point numbers. */
// #if graphql
@InputType()
// #end
export class FloatFilter extends Comparison<number>(VALUE) {
  @FloatProperty({ optional: true })
  equals?: number;

  @FloatProperty({ optional: true })
  not?: number;
}
// #end
// #if OptionalFloatFilter

/** The same for values that may be null. */
// #if graphql
@InputType()
// #end
export class OptionalFloatFilter extends Comparison<number>(VALUE) {
  @FloatProperty({ optional: true, nullable: true })
  equals?: number | null;

  @FloatProperty({ optional: true, nullable: true })
  not?: number | null;
}
// #end

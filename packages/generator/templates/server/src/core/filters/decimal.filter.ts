// #if graphql
import { InputType } from "@nestjs/graphql";
// #end
import {
  DecimalProperty,
  ToDecimalText,
} from "../properties/decimal.property.js";
import { IsDecimal } from "../properties/is-decimal.js";
import { Comparison, type ComparedValue } from "./comparison.js";

const DIGITS = { precision: 100, scale: 40 };
const VALUE: ComparedValue = {
  one: (options) => DecimalProperty({ ...options, ...DIGITS }),
  each: [ToDecimalText(), IsDecimal(DIGITS, { each: true })],
  // #if graphql
  graphql: () => String,
  // #end
  // #if rest
  api: { type: "string", format: "decimal" },
  // #end
};
// #if DecimalFilter

/** Compares decimal numbers. */
// #if graphql
@InputType()
// #end
export class DecimalFilter extends Comparison<string>(VALUE) {
  @VALUE.one({ optional: true })
  equals?: string;

  @VALUE.one({ optional: true })
  not?: string;
}
// #end
// #if OptionalDecimalFilter

/** The same for values that may be null. */
// #if graphql
@InputType()
// #end
export class OptionalDecimalFilter extends Comparison<string>(VALUE) {
  @VALUE.one({ optional: true, nullable: true })
  equals?: string | null;

  @VALUE.one({ optional: true, nullable: true })
  not?: string | null;
}
// #end

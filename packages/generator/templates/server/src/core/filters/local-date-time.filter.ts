// #if graphql
import { InputType } from "@nestjs/graphql";
// #end
import { Transform } from "class-transformer";
import { IsDate } from "class-validator";
import { toLocalDate } from "../dates.js";
import { LocalDateTimeInputProperty } from "../properties/local-date-time.property.js";
import { Comparison, type ComparedValue } from "./comparison.js";

const VALUE: ComparedValue = {
  one: (options) => LocalDateTimeInputProperty(options),
  each: [Transform(({ value }) => toLocalDate(value)), IsDate({ each: true })],
  // #if graphql
  graphql: () => String,
  // #end
  // #if rest
  api: { type: "string" },
  // #end
};
// #if LocalDateTimeFilter

/** Compares times without a zone. */
// #if graphql
@InputType()
// #end
export class LocalDateTimeFilter extends Comparison<Date>(VALUE) {
  @LocalDateTimeInputProperty({ optional: true })
  equals?: Date;

  @LocalDateTimeInputProperty({ optional: true })
  not?: Date;
}
// #end
// #if OptionalLocalDateTimeFilter

/** The same for values that may be null. */
// #if graphql
@InputType()
// #end
export class OptionalLocalDateTimeFilter extends Comparison<Date>(VALUE) {
  @LocalDateTimeInputProperty({ optional: true, nullable: true })
  equals?: Date | null;

  @LocalDateTimeInputProperty({ optional: true, nullable: true })
  not?: Date | null;
}
// #end

// #if graphql
import { InputType } from "@nestjs/graphql";
// #end
import { Transform } from "class-transformer";
import { IsDate } from "class-validator";
import { toDayDate } from "../dates.js";
import { DayInputProperty } from "../properties/day.property.js";
import { Comparison, type ComparedValue } from "./comparison.js";

const VALUE: ComparedValue = {
  one: (options) => DayInputProperty(options),
  each: [Transform(({ value }) => toDayDate(value)), IsDate({ each: true })],
  // #if graphql
  graphql: () => String,
  // #end
  // #if rest
  api: { type: "string", format: "date" },
  // #end
};
// #if DayFilter

/** Compares days. */
// #if graphql
@InputType()
// #end
export class DayFilter extends Comparison<Date>(VALUE) {
  @DayInputProperty({ optional: true })
  equals?: Date;

  @DayInputProperty({ optional: true })
  not?: Date;
}
// #end
// #if OptionalDayFilter

/** The same for values that may be null. */
// #if graphql
@InputType()
// #end
export class OptionalDayFilter extends Comparison<Date>(VALUE) {
  @DayInputProperty({ optional: true, nullable: true })
  equals?: Date | null;

  @DayInputProperty({ optional: true, nullable: true })
  not?: Date | null;
}
// #end

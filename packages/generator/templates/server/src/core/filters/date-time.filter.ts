// #if graphql
import { GraphQLISODateTime, InputType } from "@nestjs/graphql";
// #end
import { Transform } from "class-transformer";
import { toMoment } from "../dates.js";
import { DateTimeProperty } from "../properties/date-time.property.js";
import { IsMoment } from "../properties/is-moment.js";
import { Comparison, type ComparedValue } from "./comparison.js";

const VALUE: ComparedValue = {
  one: (options) => DateTimeProperty(options),
  each: [Transform(({ value }) => toMoment(value)), IsMoment({ each: true })],
  // #if graphql
  graphql: () => GraphQLISODateTime,
  // #end
  // #if rest
  api: { type: "string", format: "date-time" },
  // #end
};
// #if DateTimeFilter

/** Compares moments. */
// #if graphql
@InputType()
// #end
export class DateTimeFilter extends Comparison<Date>(VALUE) {
  @DateTimeProperty({ optional: true })
  equals?: Date;

  @DateTimeProperty({ optional: true })
  not?: Date;
}
// #end
// #if OptionalDateTimeFilter

/** The same for values that may be null. */
// #if graphql
@InputType()
// #end
export class OptionalDateTimeFilter extends Comparison<Date>(VALUE) {
  @DateTimeProperty({ optional: true, nullable: true })
  equals?: Date | null;

  @DateTimeProperty({ optional: true, nullable: true })
  not?: Date | null;
}
// #end

import { Transform } from "class-transformer";
import { IsDate } from "class-validator";
import { toLocalDate } from "../dates.js";
import { Property, type PropertyOptions } from "./property.js";

const KIND = {
  // #if graphql
  graphql: () => String,
  // #end
  // #if rest
  api: { type: String, example: "2026-01-31T12:00:00.000" },
  // #end
};

/** What a wall clock shows, without a time zone. */
export function LocalDateTimeProperty(
  options: PropertyOptions = {},
): PropertyDecorator {
  return Property({ ...KIND, checks: [] }, options);
}

/** The same in a request: a text that becomes the date which the database keeps. */
export function LocalDateTimeInputProperty(
  options: PropertyOptions = {},
): PropertyDecorator {
  const checks = [
    Transform(({ value }) => toLocalDate(value)),
    IsDate({
      message:
        "$property must be a time without a zone such as 2026-01-31T12:00:00",
    }),
  ];
  return Property({ ...KIND, checks }, options);
}

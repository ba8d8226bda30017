import { Transform } from "class-transformer";
import { IsDate } from "class-validator";
import { toDayDate } from "../dates.js";
import { Property, type PropertyOptions } from "./property.js";

const KIND = {
  // #if graphql
  graphql: () => String,
  // #end
  // #if rest
  api: { type: String, format: "date" },
  // #end
};

/** A day, such as 2026-01-31. */
export function DayProperty(options: PropertyOptions = {}): PropertyDecorator {
  return Property({ ...KIND, checks: [] }, options);
}

/** The same in a request: a text that becomes the date which the database keeps. */
export function DayInputProperty(
  options: PropertyOptions = {},
): PropertyDecorator {
  const checks = [
    Transform(({ value }) => toDayDate(value)),
    IsDate({ message: "$property must be a day such as 2026-01-31" }),
  ];
  return Property({ ...KIND, checks }, options);
}

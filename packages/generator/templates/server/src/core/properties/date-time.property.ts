// #if graphql
import { GraphQLISODateTime } from "@nestjs/graphql";
// #end
import { Transform } from "class-transformer";
import { toMoment } from "../dates.js";
import { IsMoment } from "./is-moment.js";
import { Property, type PropertyOptions } from "./property.js";

/** A moment as RFC 3339 text with its time zone, or a date, which is its midnight in UTC. */
export function DateTimeProperty(
  options: PropertyOptions = {},
): PropertyDecorator {
  return Property(
    {
      // #if graphql
      graphql: () => GraphQLISODateTime,
      // #end
      // #if rest
      api: { type: Date },
      // #end
      checks: [Transform(({ value }) => toMoment(value)), IsMoment()],
    },
    options,
  );
}

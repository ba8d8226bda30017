// #if graphql
import { Float, ID, Int } from "@nestjs/graphql";
// #end
import { ArrayMaxSize, ArrayUnique, IsArray } from "class-validator";
import { IsId, type IdKind } from "../ids.js";
// #if rest
import { NumberInBrackets } from "./in-brackets.js";
// #end
import { Property, type PropertyOptions } from "./property.js";

/** The most records that one request may name. */
const MOST_IDS = 1000;

/** The id of a record. */
export function IdProperty(
  kind: IdKind,
  options: PropertyOptions = {},
): PropertyDecorator {
  return Property(
    {
      // #if graphql
      graphql: () => toScalar(kind),
      // #end
      // #if rest
      api: toSchema(kind),
      // #end
      // #if rest
      checks: [...reading(kind), IsId(kind)],
      // #else
      checks: [IsId(kind)],
      // #end
    },
    options,
  );
}

/** Ids of several records, each once. */
export function IdsProperty(
  kind: IdKind,
  options: PropertyOptions = {},
): PropertyDecorator {
  return Property(
    {
      // #if graphql
      graphql: () => [toScalar(kind)],
      // #end
      // #if rest
      api: { ...toSchema(kind), isArray: true },
      // #end
      checks: [
        // #if rest
        ...reading(kind),
        // #end
        IsArray(),
        ArrayMaxSize(MOST_IDS),
        ArrayUnique(),
        IsId(kind, { each: true }),
      ],
    },
    options,
  );
}
// #if graphql

function toScalar(kind: IdKind) {
  if (kind === "auto-increment") return Int;
  return kind === "auto-increment-64" ? Float : ID;
}
// #end
// #if rest

/** Ids that are text stay it, also where they look like a number. */
function reading(kind: IdKind): PropertyDecorator[] {
  return kind === "uuid" || kind === "cuid" ? [] : [NumberInBrackets()];
}

function toSchema(
  kind: IdKind,
): { type: "string"; format?: string } | { type: "integer" } {
  if (kind === "uuid") return { type: "string", format: "uuid" };
  return kind === "cuid" ? { type: "string" } : { type: "integer" };
}
// #end

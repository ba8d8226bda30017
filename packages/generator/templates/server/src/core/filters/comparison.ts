// #if graphql
import { InputType, type ReturnTypeFunc } from "@nestjs/graphql";
// #end
import { ArrayMaxSize, IsArray } from "class-validator";
import { Property, type PropertyOptions } from "../properties/property.js";

/** The most values that one `in` may name. */
const MOST_VALUES = 1000;

/** How one kind of value is declared and checked. */
export interface ComparedValue {
  one: (options: PropertyOptions) => PropertyDecorator;
  /** Checks of each member of a list. */
  each: PropertyDecorator[];
  // #if graphql
  graphql: ReturnTypeFunc;
  // #end
  // #if rest
  api: { type: string; format?: string };
  // #end
}

/** A list of values to compare with. */
function ValuesProperty(value: ComparedValue): PropertyDecorator {
  return Property(
    {
      // #if graphql
      graphql: (type) => [value.graphql(type)] as [never],
      // #end
      // #if rest
      api: { type: "array", items: value.api },
      // #end
      checks: [...value.each, IsArray(), ArrayMaxSize(MOST_VALUES)],
    },
    { optional: true },
  );
}

/** What filters of ordered values have in common; `equals` and `not` follow, as they may be null for some. */
export function Comparison<Value>(value: ComparedValue) {
  const bound = { optional: true };
  // #if graphql
  @InputType({ isAbstract: true })
  // #end
  abstract class ComparisonFilter {
    @ValuesProperty(value)
    in?: Value[];

    @ValuesProperty(value)
    notIn?: Value[];

    @value.one(bound)
    lt?: Value;

    @value.one(bound)
    lte?: Value;

    @value.one(bound)
    gt?: Value;

    @value.one(bound)
    gte?: Value;
  }
  return ComparisonFilter;
}

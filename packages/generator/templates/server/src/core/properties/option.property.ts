import { ArrayUnique, IsArray, IsIn } from "class-validator";
import { Property, type PropertyOptions } from "./property.js";

type Options = Record<string, string>;

/** One of the options of a set. */
export function OptionProperty(
  options: Options,
  name: string,
  more: PropertyOptions = {},
): PropertyDecorator {
  return Property(
    {
      // #if graphql
      graphql: () => options,
      // #end
      // #if rest
      api: { enum: options, enumName: name },
      // #end
      checks: [IsIn(Object.values(options))],
    },
    more,
  );
}

/** Some of the options of a set, each once. */
export function OptionsProperty(
  options: Options,
  name: string,
  more: PropertyOptions = {},
): PropertyDecorator {
  return Property(
    {
      // #if graphql
      graphql: () => [options],
      // #end
      // #if rest
      api: { enum: options, enumName: name, isArray: true },
      // #end
      checks: [
        IsArray(),
        ArrayUnique(),
        IsIn(Object.values(options), { each: true }),
      ],
    },
    more,
  );
}

// #if graphql
import { Float } from "@nestjs/graphql";
// #end
import { IsNumber, Max, Min } from "class-validator";
// #if rest
import { NumberInBrackets } from "./in-brackets.js";
// #end
import { Property, type PropertyOptions } from "./property.js";

interface FloatOptions extends PropertyOptions {
  minimum?: number;
  maximum?: number;
}

/** A floating point number. */
export function FloatProperty(options: FloatOptions = {}): PropertyDecorator {
  const { minimum, maximum } = options;
  return Property(
    {
      // #if graphql
      graphql: () => Float,
      // #end
      // #if rest
      api: {
        type: Number,
        ...(minimum === undefined ? {} : { minimum }),
        ...(maximum === undefined ? {} : { maximum }),
      },
      // #end
      checks: [
        // #if rest
        NumberInBrackets(),
        // #end
        IsNumber({ allowInfinity: false, allowNaN: false }),
        ...(minimum === undefined ? [] : [Min(minimum)]),
        ...(maximum === undefined ? [] : [Max(maximum)]),
      ],
    },
    options,
  );
}

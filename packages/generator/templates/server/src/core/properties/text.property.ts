import { IsText, type TextRules } from "./is-text.js";
import { Property, type PropertyOptions } from "./property.js";

/** Text; on one line unless `lines` is "many". */
export function TextProperty(
  options: TextRules & PropertyOptions = {},
): PropertyDecorator {
  // #if rest
  const { minLength, maxLength, pattern } = options;
  // #end
  return Property(
    {
      // #if graphql
      graphql: () => String,
      // #end
      // #if rest
      api: {
        type: String,
        ...(minLength === undefined ? {} : { minLength }),
        ...(maxLength === undefined ? {} : { maxLength }),
        ...(pattern === undefined ? {} : { pattern: pattern.source }),
      },
      // #end
      checks: [IsText(options)],
    },
    options,
  );
}

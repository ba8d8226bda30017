import { Transform } from "class-transformer";
import { ValidateBy } from "class-validator";
// #if graphql
import { JsonScalar } from "../graphql/json.scalar.js";
// #end
import { Property, type PropertyOptions } from "./property.js";

/** Any JSON value but null that the database can store. */
export function JsonProperty(options: PropertyOptions = {}): PropertyDecorator {
  return Property(
    {
      // #if graphql
      graphql: () => JsonScalar,
      // #end
      // #if rest
      api: {
        description: "Any JSON value",
        oneOf: [
          { type: "object" },
          { type: "array", items: {} },
          { type: "string" },
          { type: "number" },
          { type: "boolean" },
        ],
      },
      // #end
      checks: [
        // As it was sent: the transformer would rebuild it.
        Transform(({ obj, key }) => (obj as Record<string, unknown>)[key]),
        ValidateBy({
          name: "isJson",
          validator: {
            validate: isJson,
            defaultMessage: (args) => `${args?.property} must be a JSON value`,
          },
        }),
      ],
    },
    options,
  );
}

function isJson(value: unknown): boolean {
  return (
    value !== undefined &&
    value !== null &&
    !/\\u(0000|d[89a-f])/.test(JSON.stringify(value))
  );
}

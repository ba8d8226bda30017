import { ValidateBy } from "class-validator";
import { Property, type PropertyOptions } from "./property.js";

/** Longer ones only cost time to hash. */
const LONGEST = 128;

/** A password in a request; only its hash is stored, and no answer holds it. */
export function PasswordProperty(
  options: PropertyOptions & { minLength: number },
): PropertyDecorator {
  const { minLength } = options;
  return Property(
    {
      // #if graphql
      graphql: () => String,
      // #end
      // #if rest
      api: {
        type: String,
        format: "password",
        writeOnly: true,
        minLength,
        maxLength: LONGEST,
      },
      // #end
      checks: [
        ValidateBy({
          name: "isPassword",
          validator: {
            validate: (value) =>
              typeof value === "string" &&
              value.length >= minLength &&
              value.length <= LONGEST,
            defaultMessage: (args) =>
              `${args?.property} must have ${minLength} to ${LONGEST} characters`,
          },
        }),
      ],
    },
    options,
  );
}

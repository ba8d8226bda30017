import { ValidateBy, type ValidationOptions } from "class-validator";

/** Checks a moment of the years 1 to 9999 in UTC: a time zone can lead out of them, where the database does not follow. */
export function IsMoment(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: "isMoment",
      validator: {
        validate: isMoment,
        defaultMessage: (args) =>
          `${args?.property} must be a date-time such as 2026-01-31T12:00:00Z`,
      },
    },
    options,
  );
}

function isMoment(value: unknown): boolean {
  if (!(value instanceof Date)) return false;
  const year = value.getUTCFullYear();
  return year >= 1 && year <= 9999;
}

import type { GeneratedFile } from '@amplication/domain';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

const TEXT = `import { applyDecorators, type Type } from "@nestjs/common";
import { PartialType } from "@nestjs/swagger";
import { Transform } from "class-transformer";
import { IsDate, IsIn, ValidateBy } from "class-validator";
import { Prisma } from "./prisma/client/client.js";

/** The class of a change: every property may be absent, and only those that are optional may be null. */
export function PatchType<T>(classRef: Type<T>): Type<Partial<T>> {
  return PartialType(classRef, { skipNullProperties: false });
}

/** Text; on one line unless \`lines\` is "many". */
export function IsText(
  options: { lines?: "one" | "many"; maxLength?: number } = {},
): PropertyDecorator {
  const { lines = "one", maxLength = Infinity } = options;
  const refused = lines === "one" ? /[\\0\\r\\n]/ : /\\0/;
  const limit =
    maxLength === Infinity ? "" : \` of at most \${maxLength} characters\`;
  return ValidateBy({
    name: "isText",
    validator: {
      validate: (value) =>
        typeof value === "string" &&
        value.length <= maxLength &&
        value.isWellFormed() &&
        !refused.test(value),
      defaultMessage: (args) =>
        \`\${args?.property} must be text\${limit}\` +
        (lines === "one" ? " on one line" : ""),
    },
  });
}

/** A decimal number, as text or as a number; it is kept as text, so that no digit is lost. */
export function IsDecimalText(options: {
  precision: number;
  scale: number;
  minimum?: number;
  maximum?: number;
}): PropertyDecorator {
  const { precision, scale, minimum = -Infinity, maximum = Infinity } = options;
  const isValid = (value: unknown): boolean => {
    if (typeof value !== "string" || !/^-?\\d{1,70}(\\.\\d{1,40})?$/.test(value)) {
      return false;
    }
    const decimal = new Prisma.Decimal(value);
    return (
      decimal.decimalPlaces() <= scale &&
      decimal.abs().lt("1e" + String(precision - scale)) &&
      decimal.gte(minimum) &&
      decimal.lte(maximum)
    );
  };
  const bounds = [
    minimum === -Infinity ? "" : \`, at least \${minimum}\`,
    maximum === Infinity ? "" : \`, at most \${maximum}\`,
  ].join("");
  return applyDecorators(
    Transform(({ value }) =>
      typeof value === "number"
        ? new Prisma.Decimal(value).toFixed()
        : (value as unknown),
    ),
    ValidateBy({
      name: "isDecimalText",
      validator: {
        validate: isValid,
        defaultMessage: (args) =>
          \`\${args?.property} must be a decimal number of at most \${precision} digits, \${scale} of them after the point\${bounds}\`,
      },
    }),
  );
}

const DATE_TIME =
  /^(\\d{4}-\\d{2}-\\d{2})(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:\\d{2}))?$/;

/** A moment as RFC 3339 text with its time zone, or a date, which is its midnight in UTC. */
export function IsDateTime(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }) => toDate(value)),
    IsDate({
      message: "$property must be a date-time such as 2026-01-31T12:00:00Z",
    }),
  );
}

function toDate(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const day = DATE_TIME.exec(value)?.[1];
  if (day === undefined) return value;
  const midnight = new Date(day);
  const exists =
    !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
  return exists ? new Date(value) : value;
}

/** Any JSON value but null that PostgreSQL can store. */
export function IsJsonValue(): PropertyDecorator {
  return applyDecorators(
    // As it was sent: the transformer would rebuild it.
    Transform(({ obj, key }) => (obj as Record<string, unknown>)[key]),
    ValidateBy({
      name: "isJsonValue",
      validator: {
        validate: (value) =>
          value !== undefined &&
          value !== null &&
          !/\\\\u(0000|d[89a-f])/.test(JSON.stringify(value)),
        defaultMessage: (args) => \`\${args?.property} must be a JSON value\`,
      },
    }),
  );
}

/** \`true\` or \`false\` in a query. */
export function IsBooleanText(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }) =>
      value === "true" ? true : value === "false" ? false : (value as unknown),
    ),
    IsIn([true, false]),
  );
}

/** Reads a number in a query; what is no number stays as it is and fails its check. */
export function ToNumber(): PropertyDecorator {
  return Transform(({ value }) =>
    typeof value === "string" && /^-?\\d+(\\.\\d+)?$/.test(value)
      ? Number(value)
      : (value as unknown),
  );
}

/** An order such as \`name:asc,createdAt:desc\` of these properties. */
export function IsOrderBy(properties: string[]): PropertyDecorator {
  const isPart = (part: string): boolean => {
    const [name = "", direction = "asc", ...rest] = part.split(":");
    return (
      properties.includes(name) &&
      ["asc", "desc"].includes(direction) &&
      rest.length === 0
    );
  };
  return ValidateBy({
    name: "isOrderBy",
    validator: {
      validate: (value) =>
        typeof value === "string" && value.split(",").every(isPart),
      defaultMessage: (args) =>
        \`\${args?.property} must be a list such as \${properties[0]}:desc of \${properties.join(", ")}\`,
    },
  });
}
`;

/** `src/validation.ts`: the checks that class-validator does not have. */
export function validationFile(service: ServiceView): GeneratedFile {
  return serviceFile(service, 'src/validation.ts', 'validation', TEXT);
}

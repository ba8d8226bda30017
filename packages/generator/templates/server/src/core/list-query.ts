// #if graphql
import { ArgsType, ObjectType } from "@nestjs/graphql";
// #end
// #if rest
import { applyDecorators } from "@nestjs/common";
import { ApiProperty } from "@nestjs/swagger";
import { Transform, Type } from "class-transformer";
import { IsOptional, ValidateBy } from "class-validator";
// #else
import { Type } from "class-transformer";
// #end
import { TextProperty } from "./properties/text.property.js";
import { WholeNumberProperty } from "./properties/whole-number.property.js";

/** The most records that one page holds. */
export const MAXIMUM_TAKE = 100;

/** The most properties that one list is ordered by. */
export const MOST_ORDERS = 20;

/** An order by one property. */
export type Order = Record<string, "asc" | "desc">;

/** Which page of a list. */
// #if graphql
@ArgsType()
// #end
export class PageQuery {
  @Type(() => Number)
  @WholeNumberProperty({ minimum: 0, optional: true })
  skip: number = 0;

  @Type(() => Number)
  @WholeNumberProperty({ minimum: 1, maximum: MAXIMUM_TAKE, optional: true })
  take: number = 50;

  /** The `nextCursor` of the page before. */
  @TextProperty({ maxLength: 100, optional: true })
  cursor?: string;
}

/** One page of a list, with the number of all records that match. */
// #if graphql
@ObjectType({ isAbstract: true })
// #end
export class Page {
  @WholeNumberProperty()
  total!: number;

  @WholeNumberProperty()
  skip!: number;

  @WholeNumberProperty()
  take!: number;

  /** Asks for the next page; null at the end. */
  @TextProperty({ nullable: true })
  nextCursor!: string | null;
}
// #if rest

/** An order such as `name:asc,createdAt:desc` of these properties. */
export function OrderByProperty(properties: string[]): PropertyDecorator {
  const example = `${properties[0]}:desc`;
  return applyDecorators(
    ApiProperty({ type: String, required: false, example }),
    Transform(({ value }) => toOrder(value)),
    IsOptional(),
    ValidateBy({
      name: "isOrderBy",
      validator: {
        validate: (value) => isOrder(value, properties),
        defaultMessage: (args) =>
          `${args?.property} must be a list such as ${example} of at most ${MOST_ORDERS} of ${properties.join(", ")}`,
      },
    }),
  );
}

function toOrder(value: unknown): unknown {
  if (typeof value !== "string") return value;
  return value.split(",").map((part) => {
    const [name = "", direction = "asc", ...rest] = part.split(":");
    return { [name]: rest.length === 0 ? direction : "" };
  });
}

function isOrder(value: unknown, properties: string[]): value is Order[] {
  return (
    Array.isArray(value) &&
    value.length <= MOST_ORDERS &&
    value.every((part: Record<string, unknown>) => {
      const [name = "", ...rest] = Object.keys(part);
      const isDirection = part[name] === "asc" || part[name] === "desc";
      return rest.length === 0 && properties.includes(name) && isDirection;
    })
  );
}

/** The properties that an answer holds, such as `id,name`; all of them unless told otherwise. */
export function SelectProperty(properties: string[]): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: String,
      required: false,
      example: properties.slice(0, 2).join(","),
    }),
    Transform(({ value }) =>
      typeof value === "string" ? value.split(",") : (value as unknown),
    ),
    IsOptional(),
    ValidateBy({
      name: "isSelect",
      validator: {
        validate: (value) =>
          Array.isArray(value) &&
          value.every((name: string) => properties.includes(name)),
        defaultMessage: (args) =>
          `${args?.property} must be a list of ${properties.join(", ")}`,
      },
    }),
  );
}

/** The selected properties of an answer. */
export function pick<T extends object>(item: T, select?: string[]): T {
  if (select === undefined) return item;
  const entries = Object.entries(item);
  return Object.fromEntries(
    entries.filter(([name]) => select.includes(name)),
  ) as T;
}
// #end

import { applyDecorators, BadRequestException } from "@nestjs/common";
// #if graphql
import { Field } from "@nestjs/graphql";
// #end
// #if rest
import { ApiProperty } from "@nestjs/swagger";
// #end
import { plainToInstance, Transform, Type } from "class-transformer";
import {
  ArrayMaxSize,
  IsArray,
  IsOptional,
  ValidateIf,
  ValidateNested,
} from "class-validator";
import { IsPlainObject } from "../properties/is-plain-object.js";

type Class = new () => object;

/** The deepest nesting of one filter. */
const DEEPEST = 20;
const MOST_PARTS = 100;

/** The type of a property whose class is declared in a file that imports this one: keeps it out of the metadata. */
export type Later<T> = T;

/** A filter inside of a filter: of one property, or of a related record. */
export function FilterProperty(type: () => Class): PropertyDecorator {
  return applyDecorators(
    // #if graphql
    Field(type, { nullable: true }),
    // #end
    // #if rest
    ApiProperty({ type: () => type(), required: false }),
    // #end
    ValidateIf((_, value) => value !== undefined),
    IsPlainObject(),
    Type(type),
    ValidateNested(),
  );
}

/** A filter for a related record that may be missing: null asks for those without one. */
export function OptionalFilterProperty(type: () => Class): PropertyDecorator {
  return applyDecorators(
    // #if graphql
    Field(type, { nullable: true }),
    // #end
    // #if rest
    ApiProperty({ type: () => type(), required: false, nullable: true }),
    // #end
    IsOptional(),
    IsPlainObject(),
    Type(type),
    ValidateNested(),
  );
}

/** Several filters at once: AND, OR, NOT. */
export function FiltersProperty(type: () => Class): PropertyDecorator {
  return applyDecorators(
    // #if graphql
    Field(() => [type()], { nullable: true }),
    // #end
    // #if rest
    ApiProperty({ type: () => type(), isArray: true, required: false }),
    // #end
    ValidateIf((_, value) => value !== undefined),
    IsArray(),
    ArrayMaxSize(MOST_PARTS),
    Type(type),
    ValidateNested({ each: true }),
  );
}

/** The filter of a list: in a query JSON text, or `where[name][contains]=x`. */
export function WhereProperty(type: () => Class): PropertyDecorator {
  return applyDecorators(
    // #if graphql
    Field(type, { nullable: true }),
    // #end
    // #if rest
    ApiProperty({
      type: String,
      required: false,
      description: "A filter as JSON text; where[id][equals]=… says the same.",
    }),
    // #end
    Transform(({ value }) => toFilter(type(), value)),
    ValidateIf((_, value) => value !== undefined),
    IsPlainObject(),
    ValidateNested(),
  );
}

function toFilter(type: Class, value: unknown): unknown {
  const filter = typeof value === "string" ? parseJson(value) : value;
  if (typeof filter !== "object" || filter === null) return filter;
  if (isDeeperThan(filter, DEEPEST)) {
    throw new BadRequestException("where is nested too deeply.");
  }
  return plainToInstance(type, filter);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new BadRequestException(
      'where must be JSON such as {"name":{"contains":"x"}}.',
    );
  }
}

function isDeeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (depth === 0) return true;
  return Object.values(value).some((member) => isDeeperThan(member, depth - 1));
}

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
import { isDeeperThan } from "../nesting.js";
// #if rest
import { IN_BRACKETS } from "../properties/in-brackets.js";
// #end
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

/** Several filters at once: AND, NOT. */
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

/** OR: at least one of several filters. Prisma takes none of them for no condition where others stand around; no record has none of the ids. */
export function AlternativesProperty(
  type: () => Class,
  idName: string,
): PropertyDecorator {
  return applyDecorators(
    FiltersProperty(type),
    Transform(({ value }) =>
      Array.isArray(value) && value.length === 0
        ? [plainToInstance(type(), { [idName]: { in: [] } })]
        : (value as unknown),
    ),
  );
}

// #if rest
/** The filter of a list: in a query JSON text, or `where[name][contains]=x`. */
// #else
/** The filter of a list. */
// #end
export function WhereProperty(type: () => Class): PropertyDecorator {
  return applyDecorators(
    // #if graphql
    Field(type, { nullable: true }),
    // #end
    // #if rest
    ApiProperty({
      type: String,
      required: false,
      description:
        'JSON such as {"name":{"contains":"x"}}, or where[name][contains]=x',
    }),
    // #end
    Transform(({ value }) => toFilter(type(), value)),
    ValidateIf((_, value) => value !== undefined),
    IsPlainObject(),
    ValidateNested(),
  );
}

function toFilter(type: Class, value: unknown): unknown {
  // #if rest
  const isText = typeof value === "string";
  const filter = isText ? parseJson(value) : value;
  if (typeof filter !== "object" || filter === null) return filter;
  if (isDeeperThan(filter, DEEPEST)) {
    throw new BadRequestException("where is nested too deeply.");
  }
  if (namesPrototype(filter)) {
    throw new BadRequestException("where names a property that is none.");
  }
  const groups = isText ? [] : [IN_BRACKETS];
  return plainToInstance(type, filter, { groups });
  // #else
  if (typeof value !== "object" || value === null) return value;
  if (isDeeperThan(value, DEEPEST)) {
    throw new BadRequestException("where is nested too deeply.");
  }
  return plainToInstance(type, value);
  // #end
}
// #if rest

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new BadRequestException(
      'where must be JSON such as {"name":{"contains":"x"}}.',
    );
  }
}

/** The transformer leaves out what has these names, where any other unknown name is refused. */
function namesPrototype(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (Object.hasOwn(value, "__proto__")) return true;
  if (Object.hasOwn(value, "constructor")) return true;
  return Object.values(value).some(namesPrototype);
}
// #end

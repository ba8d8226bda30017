import { applyDecorators } from "@nestjs/common";
// #if graphql
import { Field, type ReturnTypeFunc } from "@nestjs/graphql";
// #end
// #if rest
import { ApiProperty, type ApiPropertyOptions } from "@nestjs/swagger";
// #end
import { IsOptional, ValidateIf } from "class-validator";

/** What every property may say of itself. */
export interface PropertyOptions {
  /** It may be null. */
  nullable?: boolean;
  /** It may be left out. */
  optional?: boolean;
}

/** How a kind of value looks to the API, and what it is checked for. */
interface PropertyKind {
  // #if graphql
  graphql: ReturnTypeFunc;
  // #end
  // #if rest
  api: ApiPropertyOptions;
  // #end
  checks: PropertyDecorator[];
}

/** Declares a property once for all: the description of the API and the checks of requests. */
export function Property(
  kind: PropertyKind,
  { nullable = false, optional = false }: PropertyOptions,
): PropertyDecorator {
  // #if rest graphql
  return applyDecorators(
    // #if graphql
    Field(kind.graphql, { nullable: nullable || optional }),
    // #end
    // #if rest
    ApiProperty({
      ...kind.api,
      required: !optional,
      ...(nullable ? { nullable } : {}),
    } as ApiPropertyOptions),
    // #end
    ...absence(nullable, optional),
    ...kind.checks,
  );
  // #else
  return applyDecorators(...absence(nullable, optional), ...kind.checks);
  // #end
}

/** What is not there, or null, needs no other check where that is allowed. */
function absence(nullable: boolean, optional: boolean): PropertyDecorator[] {
  if (nullable && optional) return [IsOptional()];
  if (nullable) return [ValidateIf((_, value) => value !== null)];
  if (optional) return [ValidateIf((_, value) => value !== undefined)];
  return [];
}

import { applyDecorators } from "@nestjs/common";
import { Field, registerEnumType } from "@nestjs/graphql";
import { Transform, Type } from "class-transformer";
import {
  ArrayMaxSize,
  IsIn,
  ValidateIf,
  ValidateNested,
} from "class-validator";
import { MOST_ORDERS } from "../list-query.js";

const SortOrder = { asc: "asc", desc: "desc" } as const;
registerEnumType(SortOrder, { name: "SortOrder" });

/** Up or down. */
export type SortOrder = keyof typeof SortOrder;

/** A property that a list can be ordered by. */
export function SortOrderProperty(): PropertyDecorator {
  return applyDecorators(
    Field(() => SortOrder, { nullable: true }),
    ValidateIf((_, value) => value !== undefined),
    IsIn(Object.values(SortOrder)),
  );
}

/** The orders of a list, the first one first. */
export function OrdersProperty(
  type: () => new () => object,
): PropertyDecorator {
  return applyDecorators(
    Field(() => [type()], { nullable: true }),
    Transform(({ value }) => (value === null ? undefined : (value as unknown))),
    ValidateIf((_, value) => value !== undefined),
    ArrayMaxSize(MOST_ORDERS),
    Type(type),
    ValidateNested({ each: true }),
  );
}

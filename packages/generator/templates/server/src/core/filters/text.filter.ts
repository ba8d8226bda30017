// #if graphql
import { InputType, registerEnumType } from "@nestjs/graphql";
// #end
import { Transform } from "class-transformer";
import { ArrayMaxSize, IsArray, IsIn } from "class-validator";
import { IsText } from "../properties/is-text.js";
import { TextProperty } from "../properties/text.property.js";
import { Property, type PropertyOptions } from "../properties/property.js";

/** Whether the case of letters counts. */
const QueryMode = { default: "default", insensitive: "insensitive" } as const;
type QueryMode = keyof typeof QueryMode;
// #if graphql
registerEnumType(QueryMode, { name: "QueryMode" });
// #end

function TextValue(options: PropertyOptions): PropertyDecorator {
  return TextProperty({ ...options, lines: "many" });
}

// #if mysql
/** MySQL compares texts as their columns do, which is without regard to case: a mode that there is goes no further. */
function DropMode(): PropertyDecorator {
  const modes: unknown[] = Object.values(QueryMode);
  return Transform(({ value }) =>
    modes.includes(value) ? undefined : (value as unknown),
  );
}

// #end
/** A part of a text; `%` and `_` stand for themselves. */
function PartProperty(): PropertyDecorator {
  const property = TextValue({ optional: true });
  const escape = Transform(({ value }) =>
    typeof value === "string"
      ? value.replace(/[\\%_]/g, "\\$&")
      : (value as unknown),
  );
  return (target, key) => {
    property(target, key);
    escape(target, key);
  };
}

function TextsProperty(): PropertyDecorator {
  return Property(
    {
      // #if graphql
      graphql: () => [String],
      // #end
      // #if rest
      api: { type: String, isArray: true },
      // #end
      checks: [
        IsArray(),
        ArrayMaxSize(1000),
        IsText({ lines: "many", each: true }),
      ],
    },
    { optional: true },
  );
}

// #if graphql
@InputType({ isAbstract: true })
// #end
abstract class TextComparison {
  @TextsProperty()
  in?: string[];

  @TextsProperty()
  notIn?: string[];

  @PartProperty()
  contains?: string;

  @PartProperty()
  startsWith?: string;

  @PartProperty()
  endsWith?: string;

  @Property(
    {
      // #if graphql
      graphql: () => QueryMode,
      // #end
      // #if rest
      api: { enum: QueryMode, enumName: "QueryMode" },
      // #end
      // #if postgresql
      checks: [IsIn(Object.values(QueryMode))],
      // #else
      checks: [DropMode(), IsIn(Object.values(QueryMode))],
      // #end
    },
    { optional: true },
  )
  mode?: QueryMode;
}
// #if TextFilter

/** Compares text. */
// #if graphql
@InputType()
// #end
export class TextFilter extends TextComparison {
  @TextValue({ optional: true })
  equals?: string;

  @TextValue({ optional: true })
  not?: string;
}
// #end
// #if OptionalTextFilter

/** The same for values that may be null. */
// #if graphql
@InputType()
// #end
export class OptionalTextFilter extends TextComparison {
  @TextValue({ optional: true, nullable: true })
  equals?: string | null;

  @TextValue({ optional: true, nullable: true })
  not?: string | null;
}
// #end

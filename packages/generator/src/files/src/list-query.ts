import type { GeneratedFile } from '@amplication/domain';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

const TEXT = `import { ApiProperty, ApiPropertyOptional } from "@nestjs/swagger";
import { Type } from "class-transformer";
import { IsInt, Max, Min } from "class-validator";

/** The most records that one list answers. */
const MAXIMUM_TAKE = 500;

/** The query parameters that every list has. */
export class ListQuery {
  @ApiPropertyOptional({ type: "integer", minimum: 0, default: 0 })
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(2147483647)
  skip: number = 0;

  @ApiPropertyOptional({
    type: "integer",
    minimum: 1,
    maximum: MAXIMUM_TAKE,
    default: 50,
  })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAXIMUM_TAKE)
  take: number = 50;
}

/** One page of a list, with the number of all records that match. */
export class PageBase {
  @ApiProperty({ type: "integer" })
  total!: number;

  @ApiProperty({ type: "integer" })
  skip!: number;

  @ApiProperty({ type: "integer" })
  take!: number;
}

/** Turns \`name:asc,total:desc\` into Prisma's order; the defaults follow, so that pages never overlap. */
export function toOrderBy(
  orderBy: string | undefined,
  defaults: string[],
): Record<string, "asc" | "desc">[] {
  const order = new Map<string, "asc" | "desc">();
  for (const part of orderBy?.split(",") ?? []) {
    const [name = "", direction] = part.split(":");
    if (!order.has(name))
      order.set(name, direction === "desc" ? "desc" : "asc");
  }
  for (const name of defaults) if (!order.has(name)) order.set(name, "asc");
  return [...order].map(([name, direction]) => ({ [name]: direction }));
}

/** Filter for text that holds a part, in any case; \`%\` and \`_\` stand for themselves. */
export function contains(
  part: string | undefined,
): { contains: string; mode: "insensitive" } | undefined {
  if (part === undefined) return undefined;
  return { contains: part.replace(/[\\\\%_]/g, "\\\\$&"), mode: "insensitive" };
}
`;

/** `src/list-query.ts`: what all lists share. */
export function listQueryBaseFile(service: ServiceView): GeneratedFile {
  return serviceFile(service, 'src/list-query.ts', 'list-query-base', TEXT);
}

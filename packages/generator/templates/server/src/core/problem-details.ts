// #if rest
import { ApiProperty, ApiPropertyOptional } from "@nestjs/swagger";
// #end

/** One thing that is wrong, at a path of the request. */
export class ProblemItem {
  // #if rest
  @ApiProperty()
  // #end
  path!: string;

  // #if rest
  @ApiProperty()
  // #end
  message!: string;
}

/** The body of every error (RFC 9457). */
export class ProblemDetails {
  // #if rest
  @ApiProperty()
  // #end
  type!: string;

  // #if rest
  @ApiProperty()
  // #end
  title!: string;

  // #if rest
  @ApiProperty({ type: "integer" })
  // #end
  status!: number;

  // #if rest
  @ApiPropertyOptional()
  // #end
  detail?: string;

  // #if rest
  @ApiPropertyOptional({ type: ProblemItem, isArray: true })
  // #end
  errors?: ProblemItem[];
}

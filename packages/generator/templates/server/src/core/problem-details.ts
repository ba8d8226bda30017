import { ApiProperty, ApiPropertyOptional } from "@nestjs/swagger";

/** One thing that is wrong, at a path of the request. */
export class ProblemItem {
  @ApiProperty()
  path!: string;

  @ApiProperty()
  message!: string;
}

/** The body of every error (RFC 9457). */
export class ProblemDetails {
  @ApiProperty()
  type!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty({ type: "integer" })
  status!: number;

  @ApiPropertyOptional()
  detail?: string;

  @ApiPropertyOptional({ type: ProblemItem, isArray: true })
  errors?: ProblemItem[];
}

import type { GeneratedFile } from '@amplication/domain';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

const TEXT = `import { ApiProperty, ApiPropertyOptional } from "@nestjs/swagger";

/** One thing that is wrong with the request. */
export class ProblemItem {
  /** Where: \`email\`, or empty for the whole. */
  @ApiProperty()
  path!: string;

  @ApiProperty()
  message!: string;
}

/** The body of every error (RFC 9457, application/problem+json). */
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
`;

/** `src/problem-details.ts`: the body of every error. */
export function problemDetailsFile(service: ServiceView): GeneratedFile {
  return serviceFile(service, 'src/problem-details.ts', 'problem-details', TEXT);
}

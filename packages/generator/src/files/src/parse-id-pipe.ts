import type { GeneratedFile } from '@amplication/domain';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

const TEXT = `import {
  Injectable,
  NotFoundException,
  type PipeTransform,
} from "@nestjs/common";

const FORMS = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  cuid: /^[0-9a-z-]{1,40}$/i,
  "auto-increment": /^[1-9][0-9]{0,9}$/,
};

/** Reads the id in a path; text that cannot be an id names no record. */
@Injectable()
export class ParseIdPipe implements PipeTransform<string, string | number> {
  constructor(private readonly strategy: keyof typeof FORMS) {}

  transform(value: string): string | number {
    const isNumber = this.strategy === "auto-increment";
    const isValid = FORMS[this.strategy].test(value);
    if (!isValid || (isNumber && Number(value) > 2147483647)) {
      throw new NotFoundException("There is no such record.");
    }
    return isNumber ? Number(value) : value;
  }
}
`;

/** `src/parse-id.pipe.ts`: the id in a path. */
export function parseIdPipeFile(service: ServiceView): GeneratedFile {
  return serviceFile(service, 'src/parse-id.pipe.ts', 'parse-id-pipe', TEXT);
}

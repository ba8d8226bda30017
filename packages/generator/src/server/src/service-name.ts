import type { GeneratedFile } from '@amplication/domain';
import { code } from '../../source/code.ts';
import { headed } from '../../source/doc.ts';
import { stringLiteral } from '../../source/literal.ts';
import { SourceFile } from '../../source/source-file.ts';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

/** `src/core/service-name.ts`: what people call the service. */
export function serviceNameFile(service: ServiceView): GeneratedFile {
  const path = 'src/core/service-name';
  const body = code`
    /** What people call the service. */
    ${headed('export const SERVICE_NAME =', `${stringLiteral(service.name)};`)}
  `;
  return serviceFile(service, `${path}.ts`, 'service-name', new SourceFile(path).print(body));
}

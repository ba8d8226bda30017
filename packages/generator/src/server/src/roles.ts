import type { GeneratedFile } from '@amplication/domain';
import { code } from '../../source/code.ts';
import { group, indent, line } from '../../source/doc.ts';
import { SourceFile } from '../../source/source-file.ts';
import type { ServiceView } from '../../view/service-view.ts';
import { textArray } from '../entity/property-doc.ts';
import { serviceFile } from '../generated-file.ts';

/** `src/core/roles.ts`: the roles that users can have. */
export function rolesFile(service: ServiceView): GeneratedFile {
  const path = 'src/core/roles';
  const names = textArray(service.roles.map(({ name }) => name).sort());
  const body = code`
    /** The roles that users can have. */
    ${group(['export const ROLES: string[] =', indent([line]), names, ';'])}
  `;
  return serviceFile(service, `${path}.ts`, 'roles', new SourceFile(path).print(body));
}

import type { GeneratedFile } from '@amplication/domain';
import { code, lines } from '../../source/code.ts';
import { callWithObject, type Doc } from '../../source/doc.ts';
import { SourceFile } from '../../source/source-file.ts';
import { enumTypeNameOf } from '../../types/api-value.ts';
import { importEnum } from '../../types/filters.ts';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

/** `src/core/graphql/register-enums.ts`: the option sets, as GraphQL knows them. */
export function registerEnumsFile(service: ServiceView): GeneratedFile {
  const path = 'src/core/graphql/register-enums';
  const file = new SourceFile(path, ['registerEnums']);
  const names = service.entities.flatMap((entity) =>
    entity.fields.flatMap((field) => (field.kind === 'scalar' && field.enumName !== '' ? [field.enumName] : [])),
  );
  const calls = names.map((name): Doc => {
    const register = file.import('registerEnumType', '@nestjs/graphql');
    return [callWithObject(register, [importEnum(file, name)], [`name: "${enumTypeNameOf(name)}"`]), ';'];
  });
  const body = code`
    /** Tells GraphQL what the option sets are called. */
    export function registerEnums(): void {
      ${lines(calls)}
    }
  `;
  return serviceFile(service, `${path}.ts`, 'register-enums', file.print(body));
}

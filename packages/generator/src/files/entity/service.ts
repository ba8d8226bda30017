import type { GeneratedFile } from '@amplication/domain';
import { code } from '../../source/code.ts';
import { SourceFile } from '../../source/source-file.ts';
import type { EntityView, ServiceView } from '../../view/service-view.ts';
import { entityFile } from '../generated-file.ts';
import { entityPaths } from './paths.ts';

/** `<entity>.service.ts`, the thin layer that belongs to the user. */
export function serviceClassFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const paths = entityPaths(entity);
  const file = new SourceFile(paths.service.path, [paths.service.name]);
  const Injectable = file.import('Injectable', '@nestjs/common');
  const PrismaService = file.import('PrismaService', 'src/prisma/prisma.service');
  const base = file.import(paths.serviceBase.name, paths.serviceBase.path);
  const body = code`
    @${Injectable}()
    export class ${paths.service.name} extends ${base} {
      constructor(prisma: ${PrismaService}) {
        super(prisma);
      }
    }
  `;
  return entityFile(service, entity, `${paths.service.path}.ts`, 'service', file.print(body));
}

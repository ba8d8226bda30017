import type { GeneratedFile } from '@amplication/domain';
import { code } from '../../source/code.ts';
import { arrayOf } from '../../source/doc.ts';
import { SourceFile } from '../../source/source-file.ts';
import type { ServiceView } from '../../view/service-view.ts';
import { entityPaths } from '../entity/paths.ts';
import { serviceFile } from '../generated-file.ts';

/** `src/app.module.ts`: the modules of all entities. */
export function appModuleFile(service: ServiceView): GeneratedFile {
  const path = 'src/app.module';
  const file = new SourceFile(path, ['AppModule']);
  const Module = file.import('Module', '@nestjs/common');
  const HealthController = file.import('HealthController', 'src/health.controller');
  const PrismaModule = file.import('PrismaModule', 'src/prisma/prisma.module');
  const modules = service.entities.map((entity) => {
    const { module } = entityPaths(entity);
    return file.import(module.name, module.path);
  });
  const body = code`
    @${Module}({
      imports: ${arrayOf([PrismaModule, ...modules])},
      controllers: [${HealthController}],
    })
    export class AppModule {}
  `;
  return serviceFile(service, `${path}.ts`, 'app-module', file.print(body));
}

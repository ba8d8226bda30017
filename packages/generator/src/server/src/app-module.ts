import type { GeneratedFile } from '@amplication/domain';
import { code } from '../../source/code.ts';
import { arrayOf, objectOf } from '../../source/doc.ts';
import { SourceFile } from '../../source/source-file.ts';
import type { ServiceView } from '../../view/service-view.ts';
import { entityPaths } from '../entity/paths.ts';
import { serviceFile } from '../generated-file.ts';

/** `src/app.module.ts`: the modules of all entities on what they stand on. */
export function appModuleFile(service: ServiceView): GeneratedFile {
  const path = 'src/app.module';
  const file = new SourceFile(path, ['AppModule']);
  const Module = file.import('Module', '@nestjs/common');
  const modules = [
    file.import('CoreModule', 'src/core/core.module'),
    ...(service.auth === undefined ? [] : [file.import('AuthModule', 'src/auth/auth.module')]),
    ...service.entities.map((entity) => {
      const { module } = entityPaths(entity);
      return file.import(module.name, module.path);
    }),
  ];
  const body = code`
    @${Module}(${objectOf([['imports: ', arrayOf(modules)]])})
    export class AppModule {}
  `;
  return serviceFile(service, `${path}.ts`, 'app-module', file.print(body));
}

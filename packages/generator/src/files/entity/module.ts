import type { GeneratedFile } from '@amplication/domain';
import { code } from '../../source/code.ts';
import { arrayOf } from '../../source/doc.ts';
import { SourceFile } from '../../source/source-file.ts';
import type { EntityView, ServiceView } from '../../view/service-view.ts';
import { entityFile } from '../generated-file.ts';
import { entityPaths } from './paths.ts';

/** `<entity>.module.ts`, which belongs to the user. */
export function moduleFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const paths = entityPaths(entity);
  const file = new SourceFile(paths.module.path, [paths.module.name]);
  const Module = file.import('Module', '@nestjs/common');
  const controller = file.import(paths.controller.name, paths.controller.path);
  const provider = file.import(paths.service.name, paths.service.path);
  const body = code`
    @${Module}({
      controllers: ${arrayOf([controller])},
      providers: ${arrayOf([provider])},
      exports: ${arrayOf([provider])},
    })
    export class ${paths.module.name} {}
  `;
  return entityFile(service, entity, `${paths.module.path}.ts`, 'module', file.print(body));
}

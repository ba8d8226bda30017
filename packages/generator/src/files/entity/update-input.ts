import type { GeneratedFile } from '@amplication/domain';
import { code } from '../../source/code.ts';
import { parenthesised } from '../../source/doc.ts';
import { SourceFile } from '../../source/source-file.ts';
import type { EntityView, ServiceView } from '../../view/service-view.ts';
import { entityFile } from '../generated-file.ts';
import { entityPaths } from './paths.ts';

/** `dto/update-<entity>.input.ts`: every field may be absent; only optional ones may be null. */
export function updateInputFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const { createInput, updateInput } = entityPaths(entity);
  const file = new SourceFile(updateInput.path, [updateInput.name]);
  const PatchType = file.import('PatchType', 'src/validation');
  const create = file.import(createInput.name, createInput.path);
  const body = code`export class ${updateInput.name} extends ${PatchType}${parenthesised([create])} {}`;
  return entityFile(service, entity, `${updateInput.path}.ts`, 'update-input', file.print(body));
}

import type { GeneratedFile } from '@amplication/domain';
import { code, paragraphs } from '../../source/code.ts';
import { SourceFile } from '../../source/source-file.ts';
import type { EntityView, ServiceView } from '../../view/service-view.ts';
import { entityFile } from '../generated-file.ts';
import { graphqlType } from './api-decorators.ts';
import { createProperties, updateProperties, type EntityProperty } from './columns.ts';
import { entityPaths } from './paths.ts';
import { property } from './property-doc.ts';

/** `dto/create-<entity>.input.ts`: what a request to create a record may hold, with its checks. */
export function createInputFile(service: ServiceView, entity: EntityView): GeneratedFile {
  return inputFile(service, entity, 'createInput', 'create-input', createProperties);
}

/** `dto/update-<entity>.input.ts`: every field may be absent; only optional ones may be null. */
export function updateInputFile(service: ServiceView, entity: EntityView): GeneratedFile {
  return inputFile(service, entity, 'updateInput', 'update-input', updateProperties);
}

function inputFile(
  service: ServiceView,
  entity: EntityView,
  role: 'createInput' | 'updateInput',
  kind: string,
  propertiesOf: (file: SourceFile, entity: EntityView) => readonly EntityProperty[],
): GeneratedFile {
  const { path, name } = entityPaths(entity)[role];
  const file = new SourceFile(path, [name]);
  const properties = propertiesOf(file, entity).map((each) =>
    property(each.name, each.declared, each.absence, each.absence.optional === true ? '?' : '!'),
  );
  const empty = properties.length === 0;
  const decorator = empty ? '' : graphqlType(service, file, 'InputType', name, name);
  const body = empty
    ? code`export class ${name} {}`
    : code`
      ${decorator}
      export class ${name} {
        ${paragraphs(properties)}
      }
    `;
  return entityFile(service, entity, `${path}.ts`, kind, file.print(body));
}

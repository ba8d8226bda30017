import type { GeneratedFile } from '@amplication/domain';
import { code, lines, paragraphs } from '../../source/code.ts';
import { bothOf, callWithObject, group, headedCall, line, parenthesised, type Doc } from '../../source/doc.ts';
import { SourceFile } from '../../source/source-file.ts';
import {
  getEntityView,
  keyTypeName,
  type BackToOneView,
  type EntityView,
  type IdStrategy,
  type ManyToManyView,
  type ServiceView,
  type ToManyView,
  type ToOneView,
} from '../../view/service-view.ts';
import { entityFile } from '../generated-file.ts';
import { createProperties } from './columns.ts';
import { isOffered, mappedItems } from './handlers.ts';
import { entityPaths } from './paths.ts';
import { method, present, shown, takePen, type Pen } from './pen.ts';
import { relationMethodNames } from './relation-methods.ts';

/** `base/<entity>.resolver.base.ts`: the GraphQL queries, mutations and relations of an entity. */
export function baseResolverFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const paths = entityPaths(entity);
  const { path, name } = paths.resolverBase;
  const file = new SourceFile(path, [name]);
  const serviceClass = file.importType(paths.service.name, paths.service.path);
  const pen = takePen(service, entity, file);
  const { dto } = pen;
  const operations = [
    ...(isOffered(entity, 'search') ? [listQuery(pen)] : []),
    ...(isOffered(entity, 'view') ? [getQuery(pen)] : []),
    ...(isOffered(entity, 'create') ? [createMutation(pen)] : []),
    ...(isOffered(entity, 'update') && createProperties(new SourceFile(''), entity).length > 0
      ? [updateMutation(pen)]
      : []),
    ...(isOffered(entity, 'delete') ? [deleteMutation(pen)] : []),
  ];
  const body = code`
    ${callWithObject(`@${gql(file, 'Resolver')}`, [`() => ${dto}`], ['isAbstract: true'])}
    export abstract class ${name} {
      ${paragraphs([
        code`constructor${parenthesised([`protected readonly service: ${serviceClass}`])} {}`,
        ...operations,
        // What nothing answers is no type of the schema, and cannot have fields.
        ...(operations.length === 0 ? [] : relationFields(pen)),
      ])}
    }
  `;
  return entityFile(service, entity, `${path}.ts`, 'base-resolver', file.print(body));
}

function relationFields(pen: Pen): readonly Doc[] {
  const { service, entity } = pen;
  return entity.fields.flatMap((field) => {
    if (field.kind === 'scalar') return [];
    const target = getEntityView(service, field.targetId);
    if (field.kind === 'to-one' || field.kind === 'back-to-one') {
      return isOffered(target, 'view') ? [oneField(pen, field, target)] : [];
    }
    return isOffered(target, 'search') ? [listField(pen, field, target)] : [];
  });
}

function listQuery(pen: Pen): Doc {
  const { entity, file, access } = pen;
  const { page, listArgs } = entityPaths(entity);
  const answer = file.import(page.name, page.path);
  return method(pen, {
    decorators: [
      callWithObject(`@${gql(file, 'Query')}`, [`() => ${answer}`], [`name: "${entity.pluralAccessor}"`]),
      access.allow(entity, 'search'),
    ],
    name: 'list',
    parameters: [group([`@${gql(file, 'Args')}()`, line, `args: ${file.import(listArgs.name, listArgs.path)}`])],
    result: answer,
    body: pageBody(pen, entity, 'this.service.list', ['args']),
  });
}

function getQuery(pen: Pen): Doc {
  const { entity, file, access, dto } = pen;
  return method(pen, {
    decorators: [
      callWithObject(`@${gql(file, 'Query')}`, [`() => ${dto}`], [`name: "${entity.accessor}"`]),
      access.allow(entity, 'view'),
    ],
    name: 'get',
    parameters: [idArgument(file, entity.idStrategy)],
    result: dto,
    ...shown(pen, 'this.service.get', ['id']),
  });
}

function createMutation(pen: Pen): Doc {
  const { entity, file, access, dto } = pen;
  const { createInput } = entityPaths(entity);
  const isEmpty = createProperties(new SourceFile(''), entity).length === 0;
  return method(pen, {
    decorators: [mutation(file, dto, `create${entity.name}`), access.allow(entity, 'create')],
    name: 'create',
    parameters: isEmpty ? [] : [dataArgument(file, file.import(createInput.name, createInput.path))],
    result: dto,
    ...(isEmpty
      ? shown(pen, 'this.service.create', ['{}'])
      : shown(pen, 'this.service.create', ['data'], access.assertWritable(entity, 'create'))),
  });
}

function updateMutation(pen: Pen): Doc {
  const { entity, file, access, dto } = pen;
  const { updateInput } = entityPaths(entity);
  return method(pen, {
    decorators: [mutation(file, dto, `update${entity.name}`), access.allow(entity, 'update')],
    name: 'update',
    parameters: [
      idArgument(file, entity.idStrategy),
      dataArgument(file, file.import(updateInput.name, updateInput.path)),
    ],
    result: dto,
    ...shown(pen, 'this.service.update', ['id', 'data'], access.assertWritable(entity, 'update')),
  });
}

function deleteMutation(pen: Pen): Doc {
  const { entity, file, access, dto } = pen;
  return method(pen, {
    decorators: [mutation(file, dto, `delete${entity.name}`), access.allow(entity, 'delete')],
    name: 'delete',
    parameters: [idArgument(file, entity.idStrategy)],
    result: dto,
    ...shown(pen, 'this.service.delete', ['id']),
  });
}

function oneField(pen: Pen, field: ToOneView | BackToOneView, target: EntityView): Doc {
  const { entity, file, access } = pen;
  const { dto } = entityPaths(target);
  const type = file.import(dto.name, dto.path);
  const callee = `this.service.${relationMethodNames(field).get}`;
  const parameters = [parentKey(entity)];
  const checks = [access.assertVisible(entity, field), access.assertAllowed(target, 'view')];
  const answer = access.hides(target)
    ? [
        [headedCall('const item =', `await ${callee}`, parameters), ';'],
        code`return ${bothOf('item', access.hide(target, 'item'))};`,
      ]
    : [[`return ${callee}`, parenthesised(parameters), ';']];
  return method(pen, {
    decorators: [resolveField(file, type, field.name, true)],
    name: relationMethodNames(field).get,
    parameters: [parent(pen)],
    result: `${type} | null`,
    body: present([...checks, ...answer]),
  });
}

function listField(pen: Pen, field: ToManyView | ManyToManyView, target: EntityView): Doc {
  const { entity, file, access } = pen;
  const { page, listArgs } = entityPaths(target);
  const type = file.import(page.name, page.path);
  const name = relationMethodNames(field).list;
  return method(pen, {
    decorators: [resolveField(file, type, field.name, false)],
    name,
    parameters: [
      parent(pen),
      group([`@${gql(file, 'Args')}()`, line, `args: ${file.import(listArgs.name, listArgs.path)}`]),
    ],
    result: type,
    body: lines(
      [
        access.assertVisible(entity, field),
        access.assertAllowed(target, 'search'),
        pageBody(pen, target, `this.service.${name}`, [parentKey(entity), 'args']),
      ].filter((each) => each !== ''),
    ),
  });
}

/** A page as GraphQL answers it; the user sees the same properties as over REST. */
function pageBody({ access }: Pen, entity: EntityView, callee: string, parameters: readonly string[]): Doc {
  const check = access.assertAskable(entity, 'args');
  const answer = access.hides(entity)
    ? code`
      ${headedCall('const page =', `await ${callee}`, parameters)};
      ${mappedItems(access.hide(entity, 'item'))}
      return { ...page, items };
    `
    : code`return ${callee}${parenthesised(parameters)};`;
  return present([check, answer]);
}

function mutation(file: SourceFile, dto: string, name: string): Doc {
  return callWithObject(`@${gql(file, 'Mutation')}`, [`() => ${dto}`], [`name: "${name}"`]);
}

function resolveField(file: SourceFile, type: string, name: string, nullable: boolean): Doc {
  const options = nullable ? [`name: "${name}"`, 'nullable: true'] : [`name: "${name}"`];
  return callWithObject(`@${gql(file, 'ResolveField')}`, [`() => ${type}`], options);
}

function parent({ file, dto }: Pen): Doc {
  return group([`@${gql(file, 'Parent')}()`, line, `parent: ${dto}`]);
}

function parentKey({ idField }: EntityView): string {
  return `parent.${idField.name}`;
}

function dataArgument(file: SourceFile, type: string): Doc {
  return group([`@${gql(file, 'Args')}("data")`, line, `data: ${type}`]);
}

function idArgument(file: SourceFile, strategy: IdStrategy): Doc {
  const scalar = strategy === 'auto-increment' ? 'Int' : strategy === 'auto-increment-64' ? 'Float' : 'ID';
  const pipe = `new ${file.import('ParseIdPipe', 'src/core/parse-id.pipe')}("${strategy}")`;
  const decorator: Doc = [
    `@${gql(file, 'Args')}`,
    parenthesised(['"id"', `{ type: () => ${gql(file, scalar)} }`, pipe]),
  ];
  return group([decorator, line, `id: ${keyTypeName(strategy)}`]);
}

function gql(file: SourceFile, name: string): string {
  return file.import(name, '@nestjs/graphql');
}

import { code } from '../../source/code.ts';
import {
  bothOf,
  callWithObject,
  choice,
  group,
  hardLine,
  headed,
  indent,
  objectOf,
  parenthesised,
  softLine,
  type Doc,
} from '../../source/doc.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { capitalise } from '../../view/names.ts';
import {
  getEntityView,
  keyTypeName,
  type BackToOneView,
  type EntityView,
  type FieldView,
  type ManyToManyView,
  type ServiceView,
  type ToManyView,
  type ToOneView,
} from '../../view/service-view.ts';
import { entityPaths, recordNames } from './paths.ts';
import { whereId } from './where-id.ts';

/** Names of the methods for a relation. */
export function relationMethodNames({ name }: FieldView) {
  const word = capitalise(name);
  return { get: `get${word}`, list: `list${word}`, add: `addTo${word}`, remove: `removeFrom${word}` };
}

/** The methods of a service that follow the relations of its entity. */
export function relationMethods(file: SourceFile, service: ServiceView, entity: EntityView): readonly Doc[] {
  return entity.fields.flatMap((field) => {
    switch (field.kind) {
      case 'scalar':
        return [];
      case 'to-one':
      case 'back-to-one':
        return service.apis.graphql ? [getMethod(file, service, entity, field)] : [];
      case 'to-many':
        return [listMethod(file, service, entity, field, `${field.targetKeyName}: id`)];
      case 'many-to-many': {
        const scope: Doc = [`${field.inverseName}: `, objectOf([['some: ', whereId(entity)]])];
        return [
          listMethod(file, service, entity, field, scope),
          linkMethod(service, entity, field, 'add', 'connect'),
          linkMethod(service, entity, field, 'remove', 'disconnect'),
        ];
      }
    }
  });
}

/** Prisma joins such questions of one moment into one query. */
function getMethod(file: SourceFile, service: ServiceView, entity: EntityView, field: ToOneView | BackToOneView): Doc {
  const target = getEntityView(service, field.targetId);
  const paths = entityPaths(target);
  const names = recordNames(target);
  const dto = file.importType(paths.dto.name, paths.dto.path);
  const select = file.import(names.select, paths.record.path);
  const toDto = file.import(names.toDto, paths.record.path);
  const name = relationMethodNames(field).get;
  const find: Doc = ['.findUnique(', objectOf([['where: ', whereId(entity)]]), ')'];
  const link = `.${field.name}({ select: ${select} });`;
  // A last link that breaks in any case breaks instead of the chain.
  const isLong = `      ${link}`.length > 80;
  const open: Doc = [`.${field.name}({`, indent([hardLine, headed('select:', `${select},`)]), hardLine, '});'];
  const head = 'const record = await this.records';
  const chain: Doc = [head, indent([hardLine, find, hardLine, isLong ? open : link])];
  return code`
    async ${name}${parenthesised([`id: ${keyTypeName(entity.idStrategy)}`])}: Promise<${dto} | null> {
      ${isLong ? choice([head, find, open], chain) : chain}
      return ${bothOf('record', [toDto, parenthesised(['record'])])};
    }
  `;
}

function listMethod(
  file: SourceFile,
  service: ServiceView,
  entity: EntityView,
  field: ToManyView | ManyToManyView,
  scope: Doc,
): Doc {
  const target = getEntityView(service, field.targetId);
  const paths = entityPaths(target);
  const list = file.import(recordNames(target).list, paths.record.path);
  const page = file.importType(paths.page.name, paths.page.path);
  const where = file.importType(paths.whereInput.name, paths.whereInput.path);
  const ListRequest = file.importType('ListRequest', 'src/core/find-page');
  const key = keyTypeName(entity.idStrategy);
  return code`
    async ${relationMethodNames(field).list}${parenthesised([`id: ${key}`, `request: ${ListRequest}<${where}>`])}: Promise<${page}> {
      await this.records.findUniqueOrThrow({
        where: ${whereId(entity)},
        select: ${objectOf([`${entity.idField.name}: true`])},
      });
      return ${callWithObject(list, ['this.prisma', 'request'], [scope])};
    }
  `;
}

function linkMethod(
  service: ServiceView,
  entity: EntityView,
  field: ManyToManyView,
  action: 'add' | 'remove',
  verb: 'connect' | 'disconnect',
): Doc {
  const target = getEntityView(service, field.targetId);
  const name = relationMethodNames(field)[action];
  const parameters = [`id: ${keyTypeName(entity.idStrategy)}`, `otherId: ${keyTypeName(field.targetKey)}`];
  return code`
    async ${name}${parenthesised(parameters)}: Promise<void> {
      ${action === 'add' ? assertOther(target) : ''}
      await this.records.update({
        where: ${whereId(entity)},
        data: ${objectOf([[`${field.name}: `, objectOf([[`${verb}: `, whereId(target, 'otherId')]])]])},
        select: ${objectOf([`${entity.idField.name}: true`])},
      });
    }
  `;
}

/** A request to add a record addresses it: 404, not 409, where it is not there. */
function assertOther(target: EntityView): Doc {
  return code`
    ${headed('const others =', group(['this.prisma.client', indent([softLine, `.${target.accessor};`])]))}
    await others.findUniqueOrThrow({
      where: ${whereId(target, 'otherId')},
      select: ${objectOf([`${target.idField.name}: true`])},
    });
  `;
}

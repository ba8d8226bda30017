import { code } from '../../source/code.ts';
import { callWithObject, headed, objectOf, parenthesised, type Doc } from '../../source/doc.ts';
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
        const scope: Doc = [`${field.inverseName}: `, objectOf([`some: ${whereId(entity)}`])];
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
  return code`
    async ${name}${parenthesised([`id: ${keyTypeName(entity.idStrategy)}`])}: Promise<${dto} | null> {
      const record = await this.records
        .findUnique({ where: ${whereId(entity)} })
        .${field.name}(${objectOf([`select: ${select}`])});
      return record && ${toDto}(record);
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
        select: { ${entity.idField.name}: true },
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
        ${headed('data:', `{ ${field.name}: { ${verb}: ${whereId(target, 'otherId')} } },`)}
        select: { ${entity.idField.name}: true },
      });
    }
  `;
}

/** A request to add a record addresses it: 404, not 409, where it is not there. */
function assertOther(target: EntityView): Doc {
  return code`
    ${headed('const others =', `this.prisma.client.${target.accessor};`)}
    await others.findUniqueOrThrow({
      where: ${whereId(target, 'otherId')},
      select: { ${target.idField.name}: true },
    });
  `;
}

import type { GeneratedFile } from '@amplication/domain';
import { code, lines, paragraphs } from '../../source/code.ts';
import { group, headed, indent, objectOf, parenthesised, softLine, type Doc } from '../../source/doc.ts';
import { SourceFile } from '../../source/source-file.ts';
import { keyTypeName, type EntityView, type ServiceView } from '../../view/service-view.ts';
import { entityFile } from '../generated-file.ts';
import { fileMethods, filesOf, removeOld } from './file-methods.ts';
import { entityPaths, recordNames } from './paths.ts';
import { relationMethods } from './relation-methods.ts';
import { requestData } from './request-data.ts';
import { whereId } from './where-id.ts';

/** `base/<entity>.service.base.ts`: what the APIs do, in Prisma calls. */
export function baseServiceFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const paths = entityPaths(entity);
  const names = recordNames(entity);
  const file = new SourceFile(paths.serviceBase.path, [paths.serviceBase.name]);
  const PrismaService = file.importType('PrismaService', 'src/prisma/prisma.service');
  const dto = file.importType(paths.dto.name, paths.dto.path);
  const page = file.importType(paths.page.name, paths.page.path);
  const createInput = file.importType(paths.createInput.name, paths.createInput.path);
  const updateInput = file.importType(paths.updateInput.name, paths.updateInput.path);
  const where = file.importType(paths.whereInput.name, paths.whereInput.path);
  const ListRequest = file.importType('ListRequest', 'src/core/find-page');
  const select = file.import(names.select, paths.record.path);
  const toDto = file.import(names.toDto, paths.record.path);
  const list = file.import(names.list, paths.record.path);
  const id = `id: ${keyTypeName(entity.idStrategy)}`;
  const byId: Doc = ['where: ', whereId(entity)];
  const selected = headed('select:', select);
  const answered: Doc = [`return ${toDto}`, parenthesised(['record']), ';'];
  const files = filesOf(entity);
  const call = (name: string, entries: readonly Doc[]): Doc => code`this.records.${name}(${objectOf(entries)})`;
  const method = (name: string, parameters: readonly Doc[], result: string, body: Doc): Doc => code`
    ${name}${parenthesised(parameters)}: ${result} {
      ${body}
    }
  `;
  const answer = (entries: readonly Doc[], name: string): Doc =>
    lines([code`const record = await ${call(name, entries)};`, answered]);
  const removal = lines([
    code`const record = await ${call('delete', [byId, selected])};`,
    ...files.map((field) => removeOld(file, field)),
    answered,
  ]);
  const constructor =
    files.length === 0
      ? code`constructor(protected readonly prisma: ${PrismaService}) {}`
      : code`
        constructor(
          protected readonly prisma: ${PrismaService},
          protected readonly uploads: ${file.importType('UploadService', 'src/core/storage/upload.service')},
        ) {}
      `;
  const body = code`
    export abstract class ${paths.serviceBase.name} {
      ${paragraphs([
        constructor,
        code`
          protected get records() {
            return ${group(['this.prisma.client', indent([softLine, `.${entity.accessor}`])])};
          }
        `,
        method('list', [`request: ${ListRequest}<${where}>`], `Promise<${page}>`, [
          `return ${list}`,
          parenthesised(['this.prisma', 'request']),
          ';',
        ]),
        method('async get', [id], `Promise<${dto}>`, answer([byId, selected], 'findUniqueOrThrow')),
        method(
          'async create',
          [`data: ${createInput}`],
          `Promise<${dto}>`,
          answer([requestData(file, service, entity, 'connect'), selected], 'create'),
        ),
        method(
          'async update',
          [id, `data: ${updateInput}`],
          `Promise<${dto}>`,
          answer([byId, requestData(file, service, entity, 'set'), selected], 'update'),
        ),
        method('async delete', [id], `Promise<${dto}>`, removal),
        ...relationMethods(file, service, entity),
        ...fileMethods(file, entity),
      ])}
    }
  `;
  return entityFile(service, entity, `${paths.serviceBase.path}.ts`, 'base-service', file.print(body));
}

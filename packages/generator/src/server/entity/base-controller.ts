import type { GeneratedFile } from '@amplication/domain';
import { code, lines, paragraphs } from '../../source/code.ts';
import { callWithObject, group, headedCall, line, objectOf, parenthesised, type Doc } from '../../source/doc.ts';
import { SourceFile } from '../../source/source-file.ts';
import {
  getEntityView,
  keyTypeName,
  type EntityView,
  type IdStrategy,
  type ManyToManyView,
  type ServiceView,
  type ToManyView,
} from '../../view/service-view.ts';
import { entityFile } from '../generated-file.ts';
import { fileMethodNames, filesOf, maxBytesOf } from './file-methods.ts';
import { isOffered, mappedItems } from './handlers.ts';
import { entityPaths } from './paths.ts';
import { method, present, shown, takePen, type Method, type Pen } from './pen.ts';
import { relationMethodNames } from './relation-methods.ts';

/** `base/<entity>.controller.base.ts`: the REST routes of an entity. */
export function baseControllerFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const paths = entityPaths(entity);
  const { path, name } = paths.controllerBase;
  const file = new SourceFile(path, [name]);
  const serviceClass = file.importType(paths.service.name, paths.service.path);
  const pen = takePen(service, entity, file);
  const lists = entity.fields.filter((field) => field.kind === 'to-many' || field.kind === 'many-to-many');
  const links = entity.fields.filter((field) => field.kind === 'many-to-many');
  const body = code`
    export abstract class ${name} {
      ${paragraphs([
        code`constructor${parenthesised([`protected readonly service: ${serviceClass}`])} {}`,
        ...(isOffered(entity, 'search') ? [listRoute(pen)] : []),
        ...(isOffered(entity, 'view') ? [getRoute(pen)] : []),
        ...(isOffered(entity, 'create') ? [createRoute(pen)] : []),
        ...(isOffered(entity, 'update') ? [updateRoute(pen)] : []),
        ...(isOffered(entity, 'delete') ? [deleteRoute(pen)] : []),
        ...lists
          .filter((field) => isOffered(entity, 'view') && isOffered(getEntityView(service, field.targetId), 'search'))
          .map((field) => relatedRoute(pen, field)),
        ...(isOffered(entity, 'update') ? links.flatMap((field) => linkRoutes(pen, field)) : []),
        ...filesOf(entity).flatMap((field) => fileRoutes(pen, field)),
      ])}
    }
  `;
  return entityFile(service, entity, `${path}.ts`, 'base-controller', file.print(body));
}

function listRoute(pen: Pen): Doc {
  const { entity, file, access } = pen;
  const { page, listQuery } = entityPaths(entity);
  const query = file.import(listQuery.name, listQuery.path);
  const answer = file.import(page.name, page.path);
  return handler(pen, {
    decorators: [`@${nest(file, 'Get')}()`, access.allow(entity, 'search'), okResponse(file, answer)],
    name: 'list',
    parameters: [parameter(`@${nest(file, 'Query')}()`, `query: ${query}`)],
    result: answer,
    body: present([
      access.assertAskable(entity, 'query'),
      'const page = await this.service.list(query);',
      selected(pen, entity),
    ]),
  });
}

/** The page with the properties that were asked for, and that the user may see. */
function selected({ file, access }: Pen, entity: EntityView): Doc {
  const pick = file.import('pick', 'src/core/list-query');
  const item = access.hide(entity, 'item');
  return lines([mappedItems([pick, parenthesised([item, 'query.select'])]), 'return { ...page, items };']);
}

function getRoute(pen: Pen): Doc {
  const { entity, file, access, dto } = pen;
  return handler(pen, {
    decorators: [`@${nest(file, 'Get')}(":id")`, access.allow(entity, 'view'), okResponse(file, dto)],
    name: 'get',
    parameters: [idParameter(file, 'id', entity.idStrategy)],
    result: dto,
    ...shown(pen, 'this.service.get', ['id']),
  });
}

function createRoute(pen: Pen): Doc {
  const { entity, file, access, dto } = pen;
  const { createInput } = entityPaths(entity);
  const check = access.assertWritable(entity, 'create');
  return handler(pen, {
    decorators: [
      `@${nest(file, 'Post')}()`,
      access.allow(entity, 'create'),
      code`@${swagger(file, 'ApiCreatedResponse')}(${objectOf([`type: ${dto}`])})`,
    ],
    name: 'create',
    parameters: [bodyParameter(file, file.import(createInput.name, createInput.path))],
    result: dto,
    ...shown(pen, 'this.service.create', ['data'], check),
  });
}

function updateRoute(pen: Pen): Doc {
  const { entity, file, access, dto } = pen;
  const { updateInput } = entityPaths(entity);
  const check = access.assertWritable(entity, 'update');
  return handler(pen, {
    decorators: [`@${nest(file, 'Patch')}(":id")`, access.allow(entity, 'update'), okResponse(file, dto)],
    name: 'update',
    parameters: [
      idParameter(file, 'id', entity.idStrategy),
      bodyParameter(file, file.import(updateInput.name, updateInput.path)),
    ],
    result: dto,
    ...shown(pen, 'this.service.update', ['id', 'data'], check),
  });
}

function deleteRoute(pen: Pen): Doc {
  const { entity, file, access } = pen;
  return handler(pen, {
    decorators: [`@${nest(file, 'Delete')}(":id")`, ...noContent(file), access.allow(entity, 'delete')],
    name: 'delete',
    parameters: [idParameter(file, 'id', entity.idStrategy)],
    result: 'void',
    body: 'await this.service.delete(id);',
    isUserless: true,
  });
}

function relatedRoute(pen: Pen, field: ToManyView | ManyToManyView): Doc {
  const { service, entity, file, access } = pen;
  const target = getEntityView(service, field.targetId);
  const { page, listQuery } = entityPaths(target);
  const query = file.import(listQuery.name, listQuery.path);
  const answer = file.import(page.name, page.path);
  const method = relationMethodNames(field).list;
  // Both ends have a say. The guard, which the API's description follows, asks for one that is not public.
  const isOpen = target.access.search === 'public';
  return handler(pen, {
    decorators: [
      [`@${nest(file, 'Get')}`, parenthesised([`":id/${field.route}"`])],
      isOpen ? access.allow(entity, 'view') : access.allow(target, 'search'),
      okResponse(file, answer),
    ],
    name: method,
    parameters: [idParameter(file, 'id', entity.idStrategy), parameter(`@${nest(file, 'Query')}()`, `query: ${query}`)],
    result: answer,
    body: present([
      isOpen || entity.access.view === 'public' ? '' : access.assertAllowed(entity, 'view'),
      access.assertVisible(entity, field),
      access.assertAskable(target, 'query'),
      [headedCall('const page =', `await this.service.${method}`, ['id', 'query']), ';'],
      selected(pen, target),
    ]),
  });
}

function linkRoutes(pen: Pen, field: ManyToManyView): readonly Doc[] {
  const { entity, file, access } = pen;
  const names = relationMethodNames(field);
  return (
    [
      ['Put', names.add],
      ['Delete', names.remove],
    ] as const
  ).map(([verb, method]) =>
    handler(pen, {
      decorators: [
        [`@${nest(file, verb)}`, parenthesised([`":id/${field.route}/:otherId"`])],
        ...noContent(file),
        access.allow(entity, 'update'),
      ],
      name: method,
      parameters: [idParameter(file, 'id', entity.idStrategy), idParameter(file, 'otherId', field.targetKey)],
      result: 'void',
      body: code`await this.service.${method}${parenthesised(['id', 'otherId'])};`,
      isUserless: true,
      guard: access.assertWritable(entity, 'update') === '' ? undefined : field.idsName,
    }),
  );
}

function fileRoutes(pen: Pen, field: ReturnType<typeof filesOf>[number]): readonly Doc[] {
  const { entity, file, access } = pen;
  const names = fileMethodNames(field);
  const route = parenthesised([`":id/${field.route}"`]);
  const id = (): Doc => idParameter(file, 'id', entity.idStrategy);
  const change = isOffered(entity, 'update');
  const guard = access.assertWritable(entity, 'update') === '' ? undefined : field.name;
  const upload = (): Doc => {
    const FileInterceptor = file.import('FileInterceptor', '@nestjs/platform-express');
    const Upload = file.importType('Upload', 'src/core/storage/upload.service');
    const limits = `{ limits: { fileSize: ${maxBytesOf(field)}, files: 1 } }`;
    return handler(pen, {
      decorators: [
        [`@${nest(file, 'Put')}`, route],
        access.allow(entity, 'update'),
        code`@${nest(file, 'UseInterceptors')}${parenthesised([[FileInterceptor, parenthesised(['"file"', limits])]])}`,
        `@${swagger(file, 'ApiConsumes')}("multipart/form-data")`,
        code`@${swagger(file, 'ApiBody')}(${file.import('UPLOAD', 'src/core/storage/file-bodies')})`,
        okResponse(file, pen.dto),
      ],
      name: names.store,
      parameters: [id(), parameter(`@${nest(file, 'UploadedFile')}()`, `upload: ${Upload} | undefined`)],
      result: pen.dto,
      guard,
      ...shown(pen, `this.service.${names.store}`, ['id', 'upload']),
    });
  };
  const open = (): Doc =>
    handler(pen, {
      decorators: [
        [`@${nest(file, 'Get')}`, route],
        access.allow(entity, 'view'),
        code`@${swagger(file, 'ApiOkResponse')}(${file.import('DOWNLOAD', 'src/core/storage/file-bodies')})`,
      ],
      name: names.open,
      parameters: [id()],
      result: file.import('StreamableFile', '@nestjs/common'),
      body: code`return this.service.${names.open}${parenthesised(['id'])};`,
      isUserless: true,
      visible: field.name,
    });
  const remove = (): Doc =>
    handler(pen, {
      decorators: [[`@${nest(file, 'Delete')}`, route], ...noContent(file), access.allow(entity, 'update')],
      name: names.remove,
      parameters: [id()],
      result: 'void',
      body: code`await this.service.${names.remove}${parenthesised(['id'])};`,
      isUserless: true,
      guard,
    });
  return [...(change ? [upload()] : []), ...(isOffered(entity, 'view') ? [open()] : []), ...(change ? [remove()] : [])];
}

interface Handler extends Omit<Method, 'checks'> {
  /** A property that the user must be allowed to set, or to see. */
  readonly guard?: string | undefined;
  readonly visible?: string;
}

function handler(pen: Pen, { guard, visible, ...given }: Handler): Doc {
  const { entity, file, access } = pen;
  const checks: Doc[] = [];
  const accessName = `${entity.accessor}Access`;
  if (guard !== undefined) {
    const assertWritable = file.import('assertWritable', 'src/auth/entity-access');
    checks.push([callWithObject(assertWritable, [accessName, '"update"', 'user'], [`${guard}: true`]), ';']);
  }
  if (visible !== undefined && access.hides(entity)) {
    checks.push([
      file.import('assertVisible', 'src/auth/entity-access'),
      parenthesised([accessName, 'user', `"${visible}"`]),
      ';',
    ]);
  }
  return method(pen, { ...given, checks });
}

function nest(file: SourceFile, name: string): string {
  return file.import(name, '@nestjs/common');
}

function swagger(file: SourceFile, name: string): string {
  return file.import(name, '@nestjs/swagger');
}

function okResponse(file: SourceFile, type: string): Doc {
  return code`@${swagger(file, 'ApiOkResponse')}(${objectOf([`type: ${type}`])})`;
}

function noContent(file: SourceFile): readonly Doc[] {
  return [
    `@${nest(file, 'HttpCode')}(${nest(file, 'HttpStatus')}.NO_CONTENT)`,
    `@${swagger(file, 'ApiNoContentResponse')}()`,
  ];
}

function parameter(decorator: string, declaration: string): Doc {
  return group([decorator, line, declaration]);
}

function bodyParameter(file: SourceFile, type: string): Doc {
  return parameter(`@${nest(file, 'Body')}()`, `data: ${type}`);
}

function idParameter(file: SourceFile, name: string, strategy: IdStrategy): Doc {
  const pipe = `new ${file.import('ParseIdPipe', 'src/core/parse-id.pipe')}("${strategy}")`;
  const decorator: Doc = [`@${nest(file, 'Param')}`, parenthesised([`"${name}"`, pipe])];
  return group([decorator, line, `${name}: ${keyTypeName(strategy)}`]);
}

import { SourceFile } from '../../source/source-file.ts';
import { INTEGER_MAX, type OpenApiSchema } from '../../types/api-value.ts';
import {
  getEntityView,
  keyTypeName,
  type Allowed,
  type EntityView,
  type ServiceView,
} from '../../view/service-view.ts';
import { answerProperties, listsOf, sortableProperties } from '../entity/columns.ts';
import { fileMethodNames, filesOf } from '../entity/file-methods.ts';
import { isOffered } from '../entity/handlers.ts';
import { entityPaths } from '../entity/paths.ts';
import { relationMethodNames } from '../entity/relation-methods.ts';
import { json, pathParameter, queryParameter, toOperation, type Operation } from './operation.ts';

/** A route: its path, and by method what it does. */
export type Route = readonly [path: string, methods: OpenApiSchema];

type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete';
/** `allowed` says who may call it. */
type Handler = Omit<Operation, 'id' | 'tag' | 'needsToken'> & { readonly name: string; readonly allowed: Allowed };

const BYTES = { type: 'string', format: 'binary' };
const UPLOAD = {
  'multipart/form-data': { schema: { type: 'object', required: ['file'], properties: { file: BYTES } } },
};

/** The routes of an entity: what its controller declares. */
export function entityOperations(service: ServiceView, entity: EntityView): readonly Route[] {
  const { access } = entity;
  const { dto, createInput, updateInput, controller } = entityPaths(entity);
  const route = (tail: string, handlers: Partial<Record<Verb, Handler | false>>): readonly Route[] => {
    const methods = Object.entries(handlers).flatMap(([verb, handler]) => {
      if (handler === false) return [];
      const { name, allowed, ...rest } = handler;
      const id = `${controller.name}_${name}`;
      const needsToken = service.auth !== undefined && allowed !== 'public';
      return [[verb, toOperation({ ...rest, id, tag: entity.route, needsToken })] as const];
    });
    return methods.length === 0 ? [] : [[`/api/${entity.route}${tail}`, Object.fromEntries(methods)]];
  };
  const id = pathParameter('id', keyTypeName(entity.idStrategy));
  const lists = entity.fields.filter((field) => field.kind === 'to-many' || field.kind === 'many-to-many');
  const links = isOffered(entity, 'update') ? listsOf(entity) : [];
  return [
    ...route('', {
      get: isOffered(entity, 'search') && listHandler('list', entity, access.search),
      post: isOffered(entity, 'create') && {
        name: 'create',
        allowed: access.create,
        body: json(createInput.name),
        status: 201,
        content: json(dto.name),
      },
    }),
    ...route('/{id}', {
      get: isOffered(entity, 'view') && {
        name: 'get',
        allowed: access.view,
        parameters: [id],
        status: 200,
        content: json(dto.name),
      },
      patch: isOffered(entity, 'update') && {
        name: 'update',
        allowed: access.update,
        parameters: [id],
        body: json(updateInput.name),
        status: 200,
        content: json(dto.name),
      },
      delete: isOffered(entity, 'delete') && { name: 'delete', allowed: access.delete, parameters: [id], status: 204 },
    }),
    ...lists.flatMap((field) => {
      const target = getEntityView(service, field.targetId);
      const { list } = relationMethodNames(field);
      const allowed = target.access.search === 'public' ? access.view : target.access.search;
      const isPossible = isOffered(entity, 'view') && isOffered(target, 'search');
      return route(`/{id}/${field.route}`, { get: isPossible && listHandler(list, target, allowed, [id]) });
    }),
    ...links.flatMap((field) => {
      const { add, remove } = relationMethodNames(field);
      const parameters = [id, pathParameter('otherId', keyTypeName(field.targetKey))];
      return route(`/{id}/${field.route}/{otherId}`, {
        put: { name: add, allowed: access.update, parameters, status: 204 },
        delete: { name: remove, allowed: access.update, parameters, status: 204 },
      });
    }),
    ...filesOf(entity).flatMap((field) => {
      const { store, open, remove } = fileMethodNames(field);
      const mayChange = isOffered(entity, 'update');
      return route(`/{id}/${field.route}`, {
        put: mayChange && {
          name: store,
          allowed: access.update,
          parameters: [id],
          body: UPLOAD,
          status: 200,
          content: json(dto.name),
        },
        get: isOffered(entity, 'view') && {
          name: open,
          allowed: access.view,
          parameters: [id],
          status: 200,
          description: 'The file',
          content: { 'application/octet-stream': { schema: BYTES } },
        },
        delete: mayChange && { name: remove, allowed: access.update, parameters: [id], status: 204 },
      });
    }),
  ];
}

function listHandler(
  name: string,
  entity: EntityView,
  allowed: Allowed,
  before: readonly OpenApiSchema[] = [],
): Handler {
  return {
    name,
    allowed,
    parameters: [...before, ...listParameters(entity)],
    status: 200,
    content: json(entityPaths(entity).page.name),
  };
}

/** As `core/list-query.ts` and `core/filters/where.ts` declare them. */
function listParameters(entity: EntityView): readonly OpenApiSchema[] {
  const [first] = sortableProperties(entity);
  const answered = answerProperties(new SourceFile(''), entity).map(({ name }) => name);
  return [
    queryParameter('skip', { type: 'integer', minimum: 0, maximum: INTEGER_MAX }),
    queryParameter('take', { type: 'integer', minimum: 1, maximum: 100 }),
    queryParameter('cursor', { type: 'string', maxLength: 100 }),
    queryParameter('where', { type: 'string' }, 'JSON such as {"name":{"contains":"x"}}, or where[name][contains]=x'),
    queryParameter('orderBy', { type: 'string', example: `${first}:desc` }),
    queryParameter('select', { type: 'string', example: answered.slice(0, 2).join(',') }),
  ];
}

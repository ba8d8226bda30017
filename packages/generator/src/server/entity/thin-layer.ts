import type { GeneratedFile } from '@amplication/domain';
import { code, lines } from '../../source/code.ts';
import { arrayOf, headed, parenthesised, type Doc } from '../../source/doc.ts';
import { SourceFile } from '../../source/source-file.ts';
import type { EntityView, ServiceView } from '../../view/service-view.ts';
import { entityFile } from '../generated-file.ts';
import { filesOf } from './file-methods.ts';
import { entityPaths } from './paths.ts';

/** `<entity>.controller.ts`, where users add and change routes. */
export function controllerFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const paths = entityPaths(entity);
  const file = new SourceFile(paths.controller.path, [paths.controller.name]);
  const route = parenthesised([`"${entity.route}"`]);
  const decorators = [
    code`@${file.import('ApiTags', '@nestjs/swagger')}${route}`,
    code`@${file.import('Controller', '@nestjs/common')}${route}`,
  ];
  return edge(service, entity, file, 'controller', decorators);
}

/** `<entity>.resolver.ts`, where users add and change queries and mutations. */
export function resolverFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const paths = entityPaths(entity);
  const file = new SourceFile(paths.resolver.path, [paths.resolver.name]);
  const dto = file.import(paths.dto.name, paths.dto.path);
  return edge(service, entity, file, 'resolver', [
    [`@${file.import('Resolver', '@nestjs/graphql')}`, parenthesised([headed('() =>', dto)])],
  ]);
}

function edge(
  service: ServiceView,
  entity: EntityView,
  file: SourceFile,
  role: 'controller' | 'resolver',
  decorators: readonly Doc[],
): GeneratedFile {
  const paths = entityPaths(entity);
  const { path, name } = paths[role];
  const baseOf = paths[`${role}Base`];
  const base = file.import(baseOf.name, baseOf.path);
  const provider = file.import(paths.service.name, paths.service.path);
  const body = code`
    ${lines(decorators)}
    export class ${name} extends ${base} {
      constructor${parenthesised([`service: ${provider}`])} {
        super(service);
      }
    }
  `;
  return entityFile(service, entity, `${path}.ts`, role, file.print(body));
}

/** `<entity>.service.ts`, where users add and change what the service does. */
export function serviceClassFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const paths = entityPaths(entity);
  const file = new SourceFile(paths.service.path, [paths.service.name]);
  const Injectable = file.import('Injectable', '@nestjs/common');
  const PrismaService = file.import('PrismaService', 'src/prisma/prisma.service');
  const base = file.import(paths.serviceBase.name, paths.serviceBase.path);
  const uploads =
    filesOf(entity).length === 0 ? [] : [`uploads: ${file.import('UploadService', 'src/core/storage/upload.service')}`];
  const body = code`
    @${Injectable}()
    export class ${paths.service.name} extends ${base} {
      constructor${parenthesised([`prisma: ${PrismaService}`, ...uploads])} {
        super(${uploads.length === 0 ? 'prisma' : 'prisma, uploads'});
      }
    }
  `;
  return entityFile(service, entity, `${paths.service.path}.ts`, 'service', file.print(body));
}

/** `<entity>.module.ts`, which belongs to the user. */
export function moduleFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const paths = entityPaths(entity);
  const file = new SourceFile(paths.module.path, [paths.module.name]);
  const Module = file.import('Module', '@nestjs/common');
  const provider = file.import(paths.service.name, paths.service.path);
  const controllers = service.apis.rest ? [file.import(paths.controller.name, paths.controller.path)] : [];
  const resolvers = service.apis.graphql ? [file.import(paths.resolver.name, paths.resolver.path)] : [];
  const body = code`
    @${Module}({
      ${controllers.length === 0 ? '' : code`controllers: ${arrayOf(controllers)},`}
      providers: ${arrayOf([provider, ...resolvers])},
      exports: ${arrayOf([provider])},
    })
    export class ${paths.module.name} {}
  `;
  return entityFile(service, entity, `${paths.module.path}.ts`, 'module', file.print(body));
}

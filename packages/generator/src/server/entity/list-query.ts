import type { GeneratedFile } from '@amplication/domain';
import { code, lines, paragraphs } from '../../source/code.ts';
import { headed, parenthesised, type Doc } from '../../source/doc.ts';
import { SourceFile } from '../../source/source-file.ts';
import type { EntityView, ServiceView } from '../../view/service-view.ts';
import { entityFile } from '../generated-file.ts';
import { graphqlType } from './api-decorators.ts';
import { answerProperties, sortableProperties } from './columns.ts';
import { entityPaths } from './paths.ts';
import { call, textArray } from './property-doc.ts';

/** `dto/<entity>-list.query.ts`: the query parameters of a list over REST. */
export function listQueryFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const { listQuery } = entityPaths(entity);
  const file = new SourceFile(listQuery.path, [listQuery.name]);
  const base = file.import('PageQuery', 'src/core/list-query');
  const Order = file.importType('Order', 'src/core/list-query');
  const answered = answerProperties(new SourceFile(listQuery.path), entity).map(({ name }) => name);
  const body = code`
    export class ${listQuery.name} extends ${base} {
      ${paragraphs([
        whereProperty(file, entity),
        lines([
          call(`@${file.import('OrderByProperty', 'src/core/list-query')}`, [textArray(sortableProperties(entity))]),
          `orderBy?: ${Order}[];`,
        ]),
        lines([
          call(`@${file.import('SelectProperty', 'src/core/list-query')}`, [textArray(answered)]),
          'select?: string[];',
        ]),
      ])}
    }
  `;
  return entityFile(service, entity, `${listQuery.path}.ts`, 'list-query', file.print(body));
}

/** `dto/<entity>-list.args.ts`: the arguments of a list over GraphQL. */
export function listArgsFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const { listArgs, orderByInput } = entityPaths(entity);
  const file = new SourceFile(listArgs.path, [listArgs.name]);
  const base = file.import('PageQuery', 'src/core/list-query');
  const order = file.import(orderByInput.name, orderByInput.path);
  const ArgsType = file.import('ArgsType', '@nestjs/graphql');
  const body = code`
    @${ArgsType}()
    export class ${listArgs.name} extends ${base} {
      ${paragraphs([
        whereProperty(file, entity),
        lines([
          [`@${file.import('OrdersProperty', 'src/core/graphql/sort-order')}`, parenthesised([headed('() =>', order)])],
          `orderBy?: ${order}[];`,
        ]),
      ])}
    }
  `;
  return entityFile(service, entity, `${listArgs.path}.ts`, 'list-args', file.print(body));
}

/** `dto/<entity>-order-by.input.ts`: the properties that a list can be ordered by over GraphQL, one at a time: the order of a list says which comes first. */
export function orderByInputFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const { path, name } = entityPaths(entity).orderByInput;
  const file = new SourceFile(path, [name]);
  const SortOrderProperty = file.import('SortOrderProperty', 'src/core/graphql/sort-order');
  const properties = sortableProperties(entity).map((each) =>
    lines([`@${SortOrderProperty}()`, `${each}?: ${file.importType('SortOrder', 'src/core/graphql/sort-order')};`]),
  );
  const body = code`
    ${graphqlType(service, file, 'InputType', name, name, ['isOneOf: true'])}
    export class ${name} {
      ${paragraphs(properties)}
    }
  `;
  return entityFile(service, entity, `${path}.ts`, 'order-by-input', file.print(body));
}

function whereProperty(file: SourceFile, entity: EntityView): Doc {
  const { whereInput } = entityPaths(entity);
  const where = file.import(whereInput.name, whereInput.path);
  return lines([
    [`@${file.import('WhereProperty', 'src/core/filters/where')}`, parenthesised([headed('() =>', where)])],
    `where?: ${where};`,
  ]);
}

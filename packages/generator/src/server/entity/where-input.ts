import type { GeneratedFile } from '@amplication/domain';
import { code, lines, paragraphs } from '../../source/code.ts';
import { headed, parenthesised, type Doc } from '../../source/doc.ts';
import { SourceFile } from '../../source/source-file.ts';
import { getEntityView, type EntityView, type FieldView, type ServiceView } from '../../view/service-view.ts';
import { entityFile } from '../generated-file.ts';
import { graphqlType } from './api-decorators.ts';
import { filtersOf } from './columns.ts';
import { entityPaths } from './paths.ts';

const WHERE = 'src/core/filters/where';

/** `dto/<entity>-where.input.ts`: what a list can be filtered by. */
export function whereInputFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const { path, name } = entityPaths(entity).whereInput;
  const filters = filtersOf(new SourceFile(path), entity);
  const own = filters.flatMap(({ className, extends: base }) => (base === undefined ? [] : [className]));
  const file = new SourceFile(path, [name, ...own]);
  const declared = filtersOf(file, entity);
  const classes = declared.flatMap(({ className, extends: base }) =>
    base === undefined
      ? []
      : [
          code`
            ${graphqlType(service, file, 'InputType', className, className)}
            class ${className} extends ${base} {}
          `,
        ],
  );
  const logic = ['AND', 'OR', 'NOT'].map((word) => {
    const [decorator, ...more] =
      word === 'OR' ? ['AlternativesProperty', `"${entity.idField.name}"`] : ['FiltersProperty'];
    const type = parenthesised([headed('() =>', name), ...more]);
    return lines([code`@${file.import(decorator, WHERE)}${type}`, `${word}?: ${name}[];`]);
  });
  const values = declared.map(({ property, className }) =>
    lines([
      code`@${file.import('FilterProperty', WHERE)}${parenthesised([headed('() =>', className)])}`,
      `${property}?: ${className};`,
    ]),
  );
  const relations = entity.fields.flatMap((field) => relationFilter(service, file, entity, field));
  const body = code`
    ${graphqlType(service, file, 'InputType', name, name)}
    export class ${name} {
      ${paragraphs([...logic, ...values, ...relations])}
    }
  `;
  return entityFile(service, entity, `${path}.ts`, 'where-input', file.print(...classes, body));
}

/** Related records may be in files that import this one, so their classes are named late. */
function relationFilter(service: ServiceView, file: SourceFile, entity: EntityView, field: FieldView): readonly Doc[] {
  if (field.kind === 'scalar') return [];
  const paths = entityPaths(getEntityView(service, field.targetId));
  const isList = field.kind === 'to-many' || field.kind === 'many-to-many';
  const { name, path } = isList ? paths.listFilter : paths.whereInput;
  const isOwn = !isList && field.targetId === entity.id;
  const type = isOwn ? name : file.import(name, path);
  const optional = !isList && !(field.kind === 'to-one' && field.required);
  const decorator = file.import(optional ? 'OptionalFilterProperty' : 'FilterProperty', WHERE);
  const Later = file.importType('Later', WHERE);
  return [
    lines([
      code`@${decorator}${parenthesised([headed('() =>', type)])}`,
      `${field.name}?: ${Later}<${type}>${optional ? ' | null' : ''};`,
    ]),
  ];
}

/** `dto/<entity>-list.filter.ts`: what can be asked of the records in a list; only where another entity has such a list. */
export function listFilterFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const { listFilter, whereInput } = entityPaths(entity);
  const file = new SourceFile(listFilter.path, [listFilter.name]);
  const where = file.import(whereInput.name, whereInput.path);
  const FilterProperty = file.import('FilterProperty', WHERE);
  const Later = file.importType('Later', WHERE);
  const properties = ['some', 'every', 'none'].map((word) =>
    lines([code`@${FilterProperty}${parenthesised([headed('() =>', where)])}`, `${word}?: ${Later}<${where}>;`]),
  );
  const body = code`
    ${graphqlType(service, file, 'InputType', listFilter.name, listFilter.name)}
    export class ${listFilter.name} {
      ${paragraphs(properties)}
    }
  `;
  return entityFile(service, entity, `${listFilter.path}.ts`, 'list-filter', file.print(body));
}

/** Entities that are in a list of another one (or of themselves). */
export function isListed(service: ServiceView, entity: EntityView): boolean {
  return entity.fields.some(
    (field) =>
      field.kind === 'many-to-many' ||
      (field.kind === 'to-one' && field.inverse === 'many' && service.entityById.has(field.targetId)),
  );
}

import { toDisplayName, type GeneratedFile } from '@amplication/domain';
import { lines } from '../source/code.ts';
import { arrayOf, headedCallWithObject, objectOf, type Doc } from '../source/doc.ts';
import { stringLiteral } from '../source/literal.ts';
import { SourceFile } from '../source/source-file.ts';
import type { Allowed, EntityView, FieldView, ServiceView } from '../view/service-view.ts';
import { adminEntityFile } from './admin-file.ts';
import { adminNames, titleFieldOf } from './admin-names.ts';
import { fieldBuilder } from './field-builder.ts';
import { flagEntry, optionsObject, textEntry } from './field-options.ts';
import { openObject } from './layout.ts';

const ACTIONS = ['view', 'search', 'create', 'update', 'delete'] as const;
const FIELD_ACTIONS = ['view', 'create', 'update'] as const;

/** `<entity>.resource.ts`: the entity as the pages know it. It follows the model. */
export function resourceFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const { path, name } = adminNames(entity).resource;
  const file = new SourceFile(path, [name]);
  const define = file.import('defineResource', 'src/resource/resource');
  const fields = entity.fields.map((field) => fieldEntry(file, service, entity, field));
  const access = ACTIONS.map((action): Doc => [`${action}: `, rule(entity.access[action])]);
  const entries: readonly Doc[] = [
    textEntry('name', entity.name, 2),
    textEntry('route', entity.route, 2),
    textEntry('label', entity.displayName, 2),
    textEntry('pluralLabel', pluralLabel(entity), 2),
    textEntry('idField', entity.idField.name, 2),
    textEntry('titleField', titleFieldOf(entity).name, 2),
    ['access: ', openObject(access)],
    ['fields: ', openObject(fields)],
  ];
  const body = lines([
    `/** The entity ${entity.name}, as the pages know it. */`,
    [headedCallWithObject(`export const ${name} =`, define, openObject(entries)), ';'],
  ]);
  return adminEntityFile(service, entity, `${path}.ts`, 'resource', file.print(body));
}

function fieldEntry(file: SourceFile, service: ServiceView, entity: EntityView, field: FieldView): Doc {
  const builder = fieldBuilder(service, entity, field);
  const options = [
    textEntry('name', field.name),
    textEntry('label', field.displayName),
    ...flagEntry('required', field.required && field.kind !== 'back-to-one'),
    ...flagEntry('searchable', field.searchable && isAskedFor(field)),
    ...builder.options,
    ...fieldAccess(entity, field),
  ];
  const make = file.import(builder.name, `src/fields/${builder.file}`);
  const texts = [field.displayName, ...builder.texts];
  return headedCallWithObject(`${field.name}:`, make, optionsObject(options, texts));
}

/** Ids and foreign keys can always be asked for, lists and JSON never, places by two numbers of their own. */
function isAskedFor(field: FieldView): boolean {
  return field.kind === 'scalar' && !['id', 'json', 'geographic-location'].includes(field.type.kind);
}

function rule(allowed: Allowed): Doc {
  return typeof allowed === 'string' ? stringLiteral(allowed) : arrayOf(allowed.map(stringLiteral));
}

function fieldAccess(entity: EntityView, field: FieldView): readonly Doc[] {
  const rules = FIELD_ACTIONS.flatMap((action): Doc[] => {
    const own = entity.access.fields.filter((each) => each.field.id === field.id && each.action === action);
    return own.slice(0, 1).map(({ roles }) => [`${action}: `, arrayOf(roles.map(stringLiteral))]);
  });
  return rules.length === 0 ? [] : [['access: ', objectOf(rules)]];
}

/** The plural of the label where it is the entity's name; of words of another language nobody knows the plural. */
function pluralLabel({ name, pluralName, displayName }: EntityView): string {
  return displayName === toDisplayName(name) || displayName === name ? toDisplayName(pluralName) : displayName;
}

import type { GeneratedFile } from '@amplication/domain';
import { code } from '../../source/code.ts';
import { hardLine, headed, headedCall, indent, join, parenthesised, type Doc } from '../../source/doc.ts';
import { SourceFile } from '../../source/source-file.ts';
import type { Sample } from '../../types/data-type.ts';
import { dataTypeOf } from '../../types/data-types.ts';
import { getEntityView, type EntityView, type FieldView, type ServiceView } from '../../view/service-view.ts';
import { entityFile } from '../generated-file.ts';
import { isNeeded } from './columns.ts';
import { entityPaths } from './paths.ts';

/** Name of the function that makes the body of a request to create a record. */
export function fixtureName({ name }: EntityView): string {
  return `new${name}`;
}

/**
 * `<entity>.fixture.ts`: a body that creates a record, made anew for each test; records that it needs are created first. Nothing where no
 * value is known to be valid: a required text with a pattern and no default.
 */
export function fixtureFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const { path } = entityPaths(entity).fixture;
  const name = fixtureName(entity);
  const file = new SourceFile(path, [name]);
  const TestApp = file.importType('TestApp', 'src/core/testing/test-app');
  const rows = entity.fields.flatMap((field) => toRow(service, file, field));
  const usesApp = entity.fields.some((field) => field.kind === 'to-one' && field.required);
  const body = code`
    /** A body that creates a record. */
    export async function ${name}${parenthesised([`${usesApp ? 'app' : '_app'}: ${TestApp}`])} {
      return ${rows.length === 0 ? '{}' : ['{', indent([hardLine, join(hardLine, rows)]), hardLine, '}']};
    }
  `;
  return entityFile(service, entity, `${path}.ts`, 'fixture', file.print(body));
}

/** True where a test can create records of this entity. */
export function hasFixture(service: ServiceView, entity: EntityView): boolean {
  return entity.fields.every((field) => {
    if (!isNeeded(field)) return true;
    if (field.kind === 'to-one') return hasFixture(service, getEntityView(service, field.targetId));
    return (
      field.kind !== 'scalar' ||
      dataTypeOf(field).input(new SourceFile(''), field) === undefined ||
      dataTypeOf(field).sample(field) !== undefined
    );
  });
}

function toRow(service: ServiceView, file: SourceFile, field: FieldView): readonly Doc[] {
  if (field.kind === 'to-one' && field.required) {
    const target = getEntityView(service, field.targetId);
    const make = file.import(fixtureName(target), entityPaths(target).fixture.path);
    const body: Doc = [`await ${make}`, parenthesised(['app'])];
    const parameters = [`"/api/${target.route}"`, body, ...idNameOf(target)];
    return [[headedCall(`${field.keyName}:`, 'await app.create', parameters), ',']];
  }
  if (field.kind !== 'scalar') return [];
  const sample = dataTypeOf(field).sample(field);
  if (sample === undefined) return [];
  for (const [name, from] of sample.imports ?? []) file.import(name, from);
  return [[sampleEntry(field.name, sample), ',']];
}

/** A property with a value for tests; a template or an object stays behind the name. */
export function sampleEntry(name: string, { value, parameters }: Sample): Doc {
  if (typeof value !== 'string' || value.startsWith('`')) return [`${name}: `, value];
  return parameters === undefined ? headed(`${name}:`, value) : headedCall(`${name}:`, value, parameters);
}

/** The last argument of `app.create`, where the id is not called that. */
export function idNameOf({ idField }: EntityView): readonly string[] {
  return idField.name === 'id' ? [] : [`"${idField.name}"`];
}

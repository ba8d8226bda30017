import type { GeneratedFile } from '@amplication/domain';
import { ServiceCache } from '../../render-cache.ts';
import type { OpenApiSchema } from '../../types/api-value.ts';
import { compareText } from '../../view/compare-text.ts';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';
import { entityOperations } from './entity-operations.ts';
import { entitySchemas } from './entity-schemas.ts';
import { authPaths, librarySchemas } from './library-schemas.ts';

/** A member of an object that was printed, with the schemas that it points at. */
interface Printed {
  readonly name: string;
  readonly text: string;
  readonly references: readonly string[];
}

/** `openapi.json`: the REST API as the running service describes it, its keys sorted; a test of the generated project compares. */
export function openApiFile(service: ServiceView, parts = new ServiceCache(service)): GeneratedFile {
  const entities = service.entities.map((entity) =>
    parts.ofEntity('openapi', entity, () => ({
      paths: print(entityOperations(service, entity)),
      schemas: print(entitySchemas(entity)),
    })),
  );
  const { auth } = service;
  const library = parts.ofService('openapi-library', [auth, service.roles], () => ({
    paths: auth === undefined ? [] : print(Object.entries(authPaths())),
    schemas: print(librarySchemas(service)),
  }));
  const all = [library, ...entities];
  const paths = all.flatMap((each) => each.paths);
  const schemas = reach(paths, new Map(all.flatMap((each) => each.schemas.map((schema) => [schema.name, schema]))));
  const bearer = { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } };
  const components = [
    { name: 'schemas', text: toObject(schemas) },
    ...(auth === undefined ? [] : print([['securitySchemes', bearer]])),
  ];
  const document = [
    ...print([
      ['info', { title: service.name, description: '', version: '1.0.0', contact: {} }],
      ['openapi', '3.0.0'],
      ['servers', []],
      ['tags', []],
    ]),
    { name: 'paths', text: toObject(paths) },
    { name: 'components', text: toObject(components) },
  ];
  return serviceFile(service, 'openapi.json', 'openapi', `${toObject(document)}\n`);
}

/** The schemas that the routes lead to, and the one of all faults. */
function reach(routes: readonly Printed[], known: ReadonlyMap<string, Printed>): readonly Printed[] {
  const names = new Set(['ProblemDetails', ...routes.flatMap((route) => route.references)]);
  const found: Printed[] = [];
  for (const name of names) {
    const schema = known.get(name);
    if (schema === undefined) throw new Error(`The API has no schema ${name}.`);
    found.push(schema);
    for (const reference of schema.references) names.add(reference);
  }
  return found;
}

function print(members: readonly (readonly [name: string, value: unknown])[]): readonly Printed[] {
  return members.map(([name, value]) => {
    const text = JSON.stringify(sortKeys(value), null, 2);
    return { name, text, references: text.match(/(?<="#\/components\/schemas\/)\w+/gu) ?? [] };
  });
}

/** An object of members that were printed, sorted by name, as `JSON.stringify` writes it. */
function toObject(members: readonly Pick<Printed, 'name' | 'text'>[]): string {
  if (members.length === 0) return '{}';
  const lines = members
    .toSorted((a, b) => compareText(a.name, b.name))
    .map(({ name, text }) => `  ${JSON.stringify(name)}: ${text.replaceAll('\n', '\n  ')}`);
  return `{\n${lines.join(',\n')}\n}`;
}

/** The same with the keys of all objects in order, so that the text does not depend on how it was made. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value as OpenApiSchema).sort(([a], [b]) => compareText(a, b));
  return Object.fromEntries(members.map(([key, member]) => [key, sortKeys(member)]));
}

import type { GeneratedFile } from '@amplication/domain';
import { ServiceCache } from '../../render-cache.ts';
import type { OpenApiSchema } from '../../types/api-value.ts';
import { compareText } from '../../view/compare-text.ts';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';
import { entityOperations } from './entity-operations.ts';
import { entitySchemas } from './entity-schemas.ts';
import { authPaths, librarySchemas } from './library-schemas.ts';

/** A member of an object as it stands in the document, with the schemas that it points at. */
interface Printed {
  readonly name: string;
  readonly text: string;
  readonly references: readonly string[];
}

type Member = readonly [name: string, value: unknown];

/** How deep the members of `paths` and of `components.schemas` stand. */
const [PATHS, SCHEMAS] = [2, 3];
const BEARER = { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } };

/** `openapi.json`: the REST API as the running service describes it, its keys sorted; a test of the generated project compares. */
export function openApiFile(service: ServiceView, parts = new ServiceCache(service)): GeneratedFile {
  const { auth, roles } = service;
  const toPart = (routes: readonly Member[], schemas: readonly Member[]) => ({
    paths: routes.map((route) => print(route, PATHS)),
    schemas: schemas.map((schema) => print(schema, SCHEMAS)),
  });
  const all = [
    parts.ofService('openapi-library', [auth, roles], () =>
      toPart(auth === undefined ? [] : Object.entries(authPaths()), librarySchemas(service)),
    ),
    ...service.entities.map((entity) =>
      parts.ofEntity('openapi', entity, () => toPart(entityOperations(service, entity), entitySchemas(entity))),
    ),
  ];
  const paths = all.flatMap((part) => part.paths);
  const known = new Map(all.flatMap((part) => part.schemas.map((schema) => [schema.name, schema])));
  const components = [
    nest('schemas', reach(paths, known), PATHS),
    ...(auth === undefined ? [] : [print(['securitySchemes', BEARER], PATHS)]),
  ];
  const info = { title: service.name, description: '', version: '1.0.0', contact: {} };
  const document = [
    nest('components', components, 1),
    ...Object.entries({ info, openapi: '3.0.0', servers: [], tags: [] }).map((member) => print(member, 1)),
    nest('paths', paths, 1),
  ];
  return serviceFile(service, 'openapi.json', 'openapi', `${toObject(document, 0)}\n`);
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

/** A member as `JSON.stringify` writes it at this depth. */
function print([name, value]: Member, depth: number): Printed {
  const pad = '  '.repeat(depth);
  const json = JSON.stringify(sortKeys(value), null, 2);
  const text = `${pad}${JSON.stringify(name)}: ${json.replaceAll('\n', `\n${pad}`)}`;
  return { name, text, references: json.match(/(?<="#\/components\/schemas\/)\w+/gu) ?? [] };
}

/** A member that is an object of members which were printed before. */
function nest(name: string, members: readonly Printed[], depth: number): Printed {
  return { name, text: `${'  '.repeat(depth)}${JSON.stringify(name)}: ${toObject(members, depth)}`, references: [] };
}

/** An object of printed members, sorted by name. Text is appended, not joined: a megabyte is copied once, when it is written. */
function toObject(members: readonly Printed[], depth: number): string {
  if (members.length === 0) return '{}';
  const texts = new Map(members.map(({ name, text }) => [name, text]));
  const [first = '', ...others] = [...texts.keys()].sort();
  let text = `{\n${texts.get(first)}`;
  for (const name of others) text += `,\n${texts.get(name)}`;
  return `${text}\n${'  '.repeat(depth)}}`;
}

/** The same with the keys of all objects in order, so that the text does not depend on how it was made. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value as OpenApiSchema).sort(([a], [b]) => compareText(a, b));
  return Object.fromEntries(members.map(([key, member]) => [key, sortKeys(member)]));
}

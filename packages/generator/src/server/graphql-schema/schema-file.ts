import type { GeneratedFile } from '@amplication/domain';
import { ServiceCache } from '../../render-cache.ts';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';
import { printDefinition, typesIn, type Definition } from './definition.ts';
import { entityDefinitions } from './entity-definitions.ts';
import { LIBRARY } from './library-definitions.ts';
import { naturalCompare } from './natural-compare.ts';

/** A definition that was printed, with the types that it points at. */
interface Printed {
  readonly name: string;
  readonly text: string;
  readonly types: readonly string[];
}

const PRINTED_LIBRARY = LIBRARY.map(print);

/** `schema.graphql`: the GraphQL API as the running service prints it, sorted; a test of the generated project compares. */
export function graphqlSchemaFile(service: ServiceView, parts = new ServiceCache(service)): GeneratedFile {
  const entities = service.entities.map((entity) =>
    parts.ofEntity('graphql-schema', entity, () => {
      const { types, ...roots } = entityDefinitions(service, entity);
      return { ...roots, types: types.map(print) };
    }),
  );
  const roots = (['Query', 'Mutation'] as const).flatMap((name) => {
    const members = entities.flatMap(({ queries, mutations }) => (name === 'Query' ? queries : mutations));
    return members.length === 0 ? [] : [print({ kind: 'type', name, members })];
  });
  const known = new Map(
    [...PRINTED_LIBRARY, ...entities.flatMap(({ types }) => types)].map((each) => [each.name, each]),
  );
  const reached = reach(roots, known).sort((a, b) => naturalCompare(a.name, b.name));
  return serviceFile(service, 'schema.graphql', 'graphql-schema', `${reached.map(({ text }) => text).join('\n\n')}\n`);
}

function print(definition: Definition): Printed {
  return { name: definition.name, text: printDefinition(definition), types: typesIn(definition) };
}

/** The definitions that the roots lead to. */
function reach(roots: readonly Printed[], known: ReadonlyMap<string, Printed>): Printed[] {
  const found = new Set(roots);
  for (const { types } of found) {
    for (const name of types) {
      const type = known.get(name);
      if (type !== undefined) found.add(type);
    }
  }
  return [...found];
}

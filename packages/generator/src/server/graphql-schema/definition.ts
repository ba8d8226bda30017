import { naturalCompare } from './natural-compare.ts';

/** A type of the GraphQL schema. */
export interface Definition {
  readonly kind: 'type' | 'input' | 'enum' | 'scalar';
  readonly name: string;
  readonly description?: string;
  /** True for an input that holds one of its members at a time. */
  readonly isOneOf?: boolean;
  /** By name, the rest of the line: `: String!`, or `(id: ID!): Artist!`; of an enum nothing. */
  readonly members: readonly Member[];
}

export type Member = readonly [name: string, rest: string];

/** A member that has a type. */
export function member(name: string, type: string): Member {
  return [name, `: ${type}`];
}

/** A definition as graphql's printer writes it. */
export function printDefinition({ kind, name, description, isOneOf = false, members }: Definition): string {
  const head = description === undefined ? '' : `${printDescription(description)}\n`;
  if (kind === 'scalar') return `${head}scalar ${name}`;
  const lines = members.toSorted(([a], [b]) => naturalCompare(a, b)).map(([each, rest]) => `  ${each}${rest}`);
  return `${head}${kind} ${name}${isOneOf ? ' @oneOf' : ''} {\n${lines.join('\n')}\n}`;
}

function printDescription(text: string): string {
  return text.length > 70 ? `"""\n${text}\n"""` : `"""${text}"""`;
}

/** Names of the types that a definition points at. */
export function typesIn({ members }: Definition): readonly string[] {
  return members.flatMap(([, rest]) => rest.match(/(?<=[[: ])[A-Za-z_]\w*(?=[\]!,)]|$| =)/gu) ?? []);
}

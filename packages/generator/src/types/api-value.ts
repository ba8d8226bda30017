import type { IdStrategy } from '../view/service-view.ts';

/** A schema of OpenAPI, as JSON. */
export type OpenApiSchema = Readonly<Record<string, unknown>>;

/** How a value looks to those who call the service: what its `…Property` decorator (templates/server/src/core/properties) tells. */
export interface ApiValue {
  /** GraphQL's type, without whether it may be null: `[String!]`. */
  readonly graphql: string;
  readonly openApi: OpenApiSchema;
}

/** The smallest and largest whole number of 32 bits. */
export const INTEGER_MIN = -2_147_483_648;
export const INTEGER_MAX = 2_147_483_647;

interface TextRules {
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly pattern?: string | undefined;
  readonly format?: string | undefined;
}

/** Text. */
export function textValue({ minLength, maxLength, pattern, format }: TextRules = {}): ApiValue {
  const openApi = present({ type: 'string', format, minLength, maxLength, pattern });
  return { graphql: 'String', openApi };
}

/** A whole number; GraphQL's own ones end at 32 bits. */
export function wholeNumberValue(minimum = INTEGER_MIN, maximum = INTEGER_MAX): ApiValue {
  const isSmall = minimum >= INTEGER_MIN && maximum <= INTEGER_MAX;
  return { graphql: isSmall ? 'Int' : 'Float', openApi: { type: 'integer', minimum, maximum } };
}

/** A floating point number. */
export function floatValue(minimum?: number, maximum?: number): ApiValue {
  return { graphql: 'Float', openApi: present({ type: 'number', minimum, maximum }) };
}

/** True or false. */
export const BOOLEAN_VALUE: ApiValue = { graphql: 'Boolean', openApi: { type: 'boolean' } };

/** A moment with its time zone. */
export const DATE_TIME_VALUE: ApiValue = {
  graphql: 'DateTime',
  openApi: { type: 'string', format: 'date-time' },
};

/** A day, without a time. */
export const DAY_VALUE: ApiValue = textValue({ format: 'date' });

/** What a wall clock shows. */
export const LOCAL_DATE_TIME_VALUE: ApiValue = {
  graphql: 'String',
  openApi: { type: 'string', example: '2026-01-31T12:00:00.000' },
};

/** Any JSON value. */
export const JSON_VALUE: ApiValue = {
  graphql: 'JSON',
  openApi: {
    description: 'Any JSON value',
    oneOf: [
      { type: 'object' },
      { type: 'array', items: {} },
      { type: 'string' },
      { type: 'number' },
      { type: 'boolean' },
    ],
  },
};

/** The id of a record, or a key that points at one. */
export function idValue(strategy: IdStrategy): ApiValue {
  switch (strategy) {
    case 'uuid':
      return { graphql: 'ID', openApi: { type: 'string', format: 'uuid' } };
    case 'cuid':
      return { graphql: 'ID', openApi: { type: 'string' } };
    case 'auto-increment':
      return { graphql: 'Int', openApi: { type: 'integer' } };
    case 'auto-increment-64':
      return { graphql: 'Float', openApi: { type: 'integer' } };
  }
}

/** An option of a set. */
export function optionValue(enumName: string): ApiValue {
  return { graphql: enumTypeNameOf(enumName), openApi: { allOf: [reference(enumName)] } };
}

/** Name of an option set in GraphQL's schema; those that end as other types do get a `_`. */
export function enumTypeNameOf(enumName: string): string {
  return /(?:Page|Input|Filter)$/u.test(enumName) ? `${enumName}_` : enumName;
}

/** An object that has a schema of its own. */
export function objectValue(name: string): ApiValue {
  return { graphql: name, openApi: reference(name) };
}

/** Several of a value. */
export function listOf({ graphql, openApi }: ApiValue): ApiValue {
  const { allOf, ...rest } = openApi;
  const items = Array.isArray(allOf) ? (allOf[0] as OpenApiSchema) : rest;
  return { graphql: `[${graphql}!]`, openApi: { type: 'array', items } };
}

/** Points at a schema of the document. */
export function reference(name: string): OpenApiSchema {
  return { $ref: `#/components/schemas/${name}` };
}

function present(schema: OpenApiSchema): OpenApiSchema {
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));
}

import pluralize from 'pluralize';
import { Refusal } from '../refusal.ts';

/** Identifiers that would not compile, or would shadow what the generated code needs, in any letter case. */
const RESERVED = new Set(
  [
    'abstract any arguments as asserts async await bigint boolean break case catch class const constructor continue debugger declare default delete do',
    'else enum eval export extends false finally for from function get global globalthis if implements import in infer instanceof interface is keyof let module',
    'namespace never new null number object of out override package private protected public readonly require return satisfies set static string super switch',
    'symbol then this throw true try type typeof undefined unique unknown using var void while with yield',
    'array buffer date error function infinity json map math nan object prisma prismaclient promise proxy record reflect regexp set string symbol weakmap weakset',
    'and or not model datasource generator prototype __proto__ tostring valueof hasownproperty',
  ]
    .join(' ')
    .split(' '),
);

/** Types that a Prisma or GraphQL schema knows, folders of the generated code, and `Doc`: `/api/docs` describes the API. */
const RESERVED_FOR_ENTITIES = new Set(
  'int float decimal datetime bytes unsupported doc query mutation subscription auth authsession core prisma'.split(
    ' ',
  ),
);

/** Parameters that every list takes beside its filters. */
const RESERVED_FOR_FIELDS = new Set(['skip', 'take', 'orderby']);

const ENTITY_NAME = /^[A-Z][A-Za-z0-9]{0,62}$/;
const FIELD_NAME = /^[a-z][A-Za-z0-9]{0,62}$/;

/** True when generated code could not use this identifier, whatever its letter case. */
export function isReservedName(name: string): boolean {
  return RESERVED.has(name.toLowerCase());
}

/** Accepts a name for an entity (PascalCase identifier such as `InvoiceLine`), or refuses with what to do. */
export function assertEntityName(name: string): void {
  assertNotReserved(name, RESERVED_FOR_ENTITIES, 'name');
  if (!ENTITY_NAME.test(name)) {
    throw new Refusal(
      'invalid_name',
      `"${name}" cannot name an entity: use letters and digits, starting with a capital, at most 63 (for example "InvoiceLine").`,
      [{ path: 'name', message: 'Start with a capital letter; letters and digits only.' }],
    );
  }
}

/** Accepts a name for a field (camelCase identifier such as `unitPrice`), or refuses at `path` with what to do. */
export function assertFieldName(name: string, path = 'name'): void {
  assertNotReserved(name, RESERVED_FOR_FIELDS, path);
  if (!FIELD_NAME.test(name)) {
    throw new Refusal(
      'invalid_name',
      `"${name}" cannot name a field: use letters and digits, starting with a small letter, at most 63 (for example "unitPrice").`,
      [{ path, message: 'Start with a small letter; letters and digits only.' }],
    );
  }
}

function assertNotReserved(name: string, reserved: ReadonlySet<string>, path: string): void {
  if (isReservedName(name) || reserved.has(name.toLowerCase())) {
    throw new Refusal('reserved_name', `"${name}" is a reserved word in the generated code: choose another name.`, [
      { path, message: `"${name}" is reserved.` },
    ]);
  }
}

/** Splits an identifier or a label into lower-case words: `InvoiceLine` and `invoice line` both give `invoice`, `line`. */
export function toWords(text: string): readonly string[] {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/gu, '')
    .replace(/([a-z0-9])([A-Z])/gu, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/gu, '$1 $2')
    .split(/[^A-Za-z0-9]+/u)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

/** `invoice line` -> `InvoiceLine`. */
export function toPascalCase(text: string): string {
  return toWords(text)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** `Invoice line` -> `invoiceLine`. */
export function toCamelCase(text: string): string {
  const pascal = toPascalCase(text);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}

/** `InvoiceLine` -> `invoice-line`; the form of URLs, folders and slugs. */
export function toKebabCase(text: string): string {
  return toWords(text).join('-');
}

/** The plural that REST paths use: `InvoiceLine` -> `InvoiceLines`. A word without a plural of its own gets `List`. */
export function toPluralName(entityName: string): string {
  const plural = pluralize.plural(entityName);
  return plural === entityName ? `${entityName}List` : plural;
}

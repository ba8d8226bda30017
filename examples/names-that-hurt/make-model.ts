import type { FieldInput } from '@amplication/domain';
import { entity, field, newExample, options, toOne } from '../new-example.ts';

const text: FieldInput['type'] = { kind: 'single-line-text', maxLength: 80 };
const words = (...names: readonly string[]): readonly FieldInput[] =>
  names.map((name) => field(name, text, { searchable: true }));
const LONG = 'AbcdefghijklmnopqrstuvwxyzAbcdefghijklmn';

/** Names that the generated code, Prisma, SQL or NestJS use themselves; plural = singular; labels in other scripts; the longest names. */
export function makeModel() {
  const entities = [
    // The generated code has classes, files or folders of these names.
    entity('App', words('where', 'data', 'include', 'select', 'records', 'service', 'query')),
    entity('ListQuery', words('name', 'length', 'thenBy', 'status', 'body', 'path', 'key', 'value')),
    entity('PageBase', [field('total', { kind: 'whole-number' }), field('items', { kind: 'json' })]),
    entity('PrismaService', words('count', 'cursor', 'distinct', 'every', 'some', 'none', 'isNot', 'mode')),
    entity('TestApp', words('app', 'entry', 'client', 'toDto', 'toWhere', 'contains')),
    // SQL has these.
    entity('User', words('order', 'group', 'table', 'column', 'primary', 'references'), [
      toOne('user', 'User', 'users'),
    ]),
    entity('Order', words('fromDate', 'to', 'limit', 'offset', 'desc', 'asc'), [toOne('group', 'Group', 'orders')]),
    entity('Group', [field('kind', options('constructor', 'toString', 'Default', 'NULL'), { searchable: true })]),
    // Names that end as the code's own do.
    entity('UserService', words('create', 'update', 'list', 'get2')),
    entity('CreateUser', words('input', 'dto')),
    // Plural = singular.
    entity('Sheep', words('sheep')),
    entity('News', words('news')),
    entity('Series', words('series'), [toOne('data', 'Sheep', 'series')]),
    // The same letters in another case, and very short and very long ones.
    entity('A', words('a', 'b', 'aB1')),
    entity('HTTPServer', words('iOStream', 'uRL')),
    entity(LONG, words(`a${LONG}`.slice(0, 40), `b${LONG}`.slice(0, 40)), [
      toOne(`c${LONG}`.slice(0, 40), LONG, `d${LONG}`.slice(0, 40)),
    ]),
    { ...entity('Label', [{ ...field('label', text), displayName: 'Größe „名前“ مرحبا' }]), displayName: '商品 & <b>' },
  ];
  const description = 'Names & words that "hurt": `${x}` <b> */ — 名前.';
  return newExample('names-that-hurt', { name: 'Names that hurt', description, entities });
}

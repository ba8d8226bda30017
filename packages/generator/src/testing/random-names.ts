import fc from 'fast-check';

const list = (text: string): readonly string[] => text.trim().split(/\s+/u);

/** Words that mean something to TypeScript, Prisma, NestJS, SQL or the generated code itself; edits refuse some of them. */
const ENTITY_WORDS = list(`
  App ListQuery Page PageBase Health HealthController PrismaService PrismaModule TestApp Validation Main Environment Base Dto Client
  Models Enums Internal Browser Service Controller Module Injectable Body Param Query Get Post Patch Delete Request Response Event
  User Users Order Group Table Index Key Select Where Json Data News Sheep Series Status Person People Child Children Analysis Doc
  Docs Class Object String Prisma Promise Date A Ab AB A1 X9 HTTPServer IOStream CommonJs Decimal Batch Payload Args Union Partial Pick
  Id CreatedAt Test Config Problem Role Roles Account Session Category Box Fish Media Criterion Bus Information Model Enum Type
`);
const SUFFIXES = list(
  'Model Create Update Dto Service Page ListQuery Count Args List Input Base WhereInput Where Test Controller s Key Kind Status Type',
);
const FIELD_WORDS = list(`
  then where data include select orderBy records prisma service list get create update delete toDto toWhere query name length
  toJSON status body path app key value is isNot every some none in not count cursor distinct total items record id2 ident uuid type kind
  model enum class constructor user order group table index column from to desc asc limit offset primary a aB b1 x9 skip take artistId
  parent parentId parents child children createdOn _count and AND or filter takeFilter meta json date email password roles
`);
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

const tail = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...LETTERS.split('')), minLength, maxLength });
/** Seldom as long as a name may be: where hardly a line holds what it holds otherwise. */
const headed = (head: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...head.split('')),
      fc.oneof({ weight: 4, arbitrary: tail(0, 39) }, { weight: 1, arbitrary: tail(40, 62) }),
    )
    .map((parts) => parts.join(''));

/** Names for entities: words that hurt, words with endings that the generated code uses, and any 1 to 63 characters. */
export const anyEntityName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...ENTITY_WORDS),
  fc.tuple(fc.constantFrom('User', 'Order', 'A'), fc.constantFrom(...SUFFIXES)).map((parts) => parts.join('')),
  headed('ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
);

/** Names for fields: words that hurt, and any 1 to 63 characters. */
export const anyFieldName: fc.Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...FIELD_WORDS) },
  { weight: 1, arbitrary: headed('abcdefghijklmnopqrstuvwxyz') },
);

/** What people read: any text of one line, in any script. */
export const anyLabel: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('Größe & Maß', '名前', 'مرحبا', 'it\'s `${x}` "quoted"', '*/ <b>', '👩‍👩‍👧', '-'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((text) => !/[\p{Cc}\p{Cs}]/u.test(text)),
);

import { beforeAll, describe, expect, it } from 'vitest';
import type { Body } from '../generated-service/api-client.ts';
import { bodies, make, unique, type Shop } from './open-shop.ts';

/** Four products, told apart by their names. */
const A = { name: 'Anvil 100%', price: '1.50', cost: '2', weight: 0, stock: 0, views: 0, notes: null, status: 'Draft' };
const B = {
  name: 'bolt_10',
  price: '10',
  cost: null,
  weight: 1.5,
  stock: 5,
  views: 9e12,
  notes: 'Red',
  status: 'OnSale',
};
const C = {
  name: 'Crate',
  price: '2.25',
  cost: '-1',
  weight: null,
  stock: 7,
  views: null,
  notes: 'red',
  status: 'OnSale',
};
const D = { name: 'Drill', price: '100', cost: '0', weight: 2, stock: 5, views: 3, notes: '', status: 'Discontinued' };
const PRODUCTS: readonly Body[] = [
  { ...A, size: 'S', labels: [], discontinued: true, released: '2026-01-01', availableFrom: '2026-01-01T00:00:00Z' },
  { ...B, size: null, labels: ['New'], discontinued: false, released: null, availableFrom: null },
  { ...C, size: 'L', labels: ['New', 'Green'], discontinued: null, released: '2026-06-30' },
  { ...D, size: 'M', labels: ['Heavy'], discontinued: false, released: '2026-12-31' },
];

type Row = readonly [where: Body, letters: string];

/** Where the case of letters counts: MySQL compares without regard to it. */
const EXACT: readonly Row[] = [
  [{ name: { contains: 'R' } }, ''],
  [{ name: { equals: 'CRATE' } }, ''],
  [{ notes: { in: ['red'] } }, 'C'],
];

const OPERATORS: Readonly<Record<string, readonly Row[]>> = {
  'single-line text': [
    [{ name: { equals: 'Crate' } }, 'C'],
    [{ name: { not: 'Crate' } }, 'ABD'],
    [{ name: { in: ['Crate', 'Drill', 'nothing'] } }, 'CD'],
    [{ name: { in: [] } }, ''],
    [{ name: { notIn: ['Crate'] } }, 'ABD'],
    [{ name: { contains: 'r' } }, 'CD'],
    [{ name: { contains: 'R', mode: 'insensitive' } }, 'CD'],
    [{ name: { contains: '%' } }, 'A'],
    [{ name: { contains: '_' } }, 'B'],
    [{ name: { startsWith: 'b' } }, 'B'],
    [{ name: { startsWith: 'C' } }, 'C'],
    [{ name: { endsWith: 'e' } }, 'C'],
    [{ name: { equals: 'CRATE', mode: 'insensitive' } }, 'C'],
  ],
  'optional text': [
    [{ notes: { equals: null } }, 'A'],
    [{ notes: { not: null } }, 'BCD'],
    [{ notes: { equals: '' } }, 'D'],
    [{ notes: { equals: 'red', mode: 'insensitive' } }, 'BC'],
  ],
  decimals: [
    [{ price: { equals: '1.5' } }, 'A'],
    [{ price: { equals: 10 } }, 'B'],
    [{ price: { gt: '2.25' } }, 'BD'],
    [{ price: { gte: '2.25', lt: '100' } }, 'BC'],
    [{ price: { lte: '1.50' } }, 'A'],
    [{ price: { in: ['10.00', '100'] } }, 'BD'],
    [{ price: { notIn: ['10'] } }, 'ACD'],
    [{ price: { not: '10' } }, 'ACD'],
    [{ cost: { equals: null } }, 'B'],
    [{ cost: { lt: '0' } }, 'C'],
  ],
  'floating point numbers': [
    [{ weight: { equals: 0 } }, 'A'],
    [{ weight: { equals: null } }, 'C'],
    [{ weight: { gt: 0, lte: 1.5 } }, 'B'],
    [{ weight: { in: [0, 2] } }, 'AD'],
  ],
  'whole numbers': [
    [{ stock: { equals: 0 } }, 'A'],
    [{ stock: { not: 0 } }, 'BCD'],
    [{ stock: { gte: 5, lt: 7 } }, 'BD'],
    [{ stock: { in: [0, 7] } }, 'AC'],
    [{ stock: { notIn: [5] } }, 'AC'],
    [{ views: { equals: 9e12 } }, 'B'],
    [{ views: { equals: null } }, 'C'],
    [{ views: { lte: 3 } }, 'AD'],
  ],
  'option sets': [
    [{ status: { equals: 'OnSale' } }, 'BC'],
    [{ status: { not: 'OnSale' } }, 'AD'],
    [{ status: { in: ['Draft', 'Discontinued'] } }, 'AD'],
    [{ status: { notIn: ['Draft'] } }, 'BCD'],
    [{ size: { equals: null } }, 'B'],
    [{ size: { in: ['S', 'M'] } }, 'AD'],
  ],
  'multi-select option sets': [
    [{ labels: { has: 'New' } }, 'BC'],
    [{ labels: { hasSome: ['Green', 'Heavy'] } }, 'CD'],
    [{ labels: { hasEvery: ['New', 'Green'] } }, 'C'],
    [{ labels: { isEmpty: true } }, 'A'],
    [{ labels: { isEmpty: false } }, 'BCD'],
  ],
  booleans: [
    [{ discontinued: { equals: true } }, 'A'],
    [{ discontinued: { equals: false } }, 'BD'],
    [{ discontinued: { equals: null } }, 'C'],
    [{ discontinued: { not: null } }, 'ABD'],
  ],
  dates: [
    [{ released: { equals: '2026-01-01' } }, 'A'],
    [{ released: { gt: '2026-01-01' } }, 'CD'],
    [{ released: { lte: '2026-06-30' } }, 'AC'],
    [{ released: { in: ['2026-12-31'] } }, 'D'],
    [{ released: { equals: null } }, 'B'],
    [{ availableFrom: { lt: '2026-01-01T01:00:00+00:30' } }, 'A'],
    [{ availableFrom: { equals: '2026-01-01T02:00:00+02:00' } }, 'A'],
    [{ availableFrom: { equals: null } }, 'B'],
  ],
  'AND, OR and NOT': [
    [{ AND: [{ stock: { equals: 5 } }, { status: { equals: 'OnSale' } }] }, 'B'],
    [{ OR: [{ name: { equals: 'Crate' } }, { stock: { equals: 0 } }] }, 'AC'],
    [{ NOT: [{ stock: { equals: 5 } }] }, 'AC'],
    [{ NOT: [{ stock: { equals: 5 } }, { status: { equals: 'Draft' } }] }, 'C'],
    [{ AND: [] }, 'ABCD'],
    [
      { OR: [{ AND: [{ stock: { gt: 0 } }, { NOT: [{ stock: { equals: 5 } }] }] }, { name: { equals: 'Drill' } }] },
      'CD',
    ],
    [{ stock: { equals: 5 }, status: { equals: 'OnSale' } }, 'B'],
    [{}, 'ABCD'],
  ],
  relations: [
    [{ category: { name: { startsWith: 'nothing' } } }, 'refused'],
    [{ supplier: { companyName: { contains: 'Acme' } } }, 'A'],
    [{ supplier: null }, 'BCD'],
    [{ supplierId: { equals: null } }, 'BCD'],
    [{ supplierId: { not: null } }, 'A'],
    [{ orders: { some: { status: { equals: 'Open' } } } }, 'AB'],
    [{ orders: { some: {} } }, 'AB'],
    [{ orders: { none: {} } }, 'CD'],
    [{ orders: { every: { status: { equals: 'Open' } } } }, 'ACD'],
    [{ orders: { some: { country: { equals: 'DE' } }, none: { status: { equals: 'Paid' } } } }, 'A'],
    [{ orderLines: { some: { order: { customer: { name: { startsWith: 'Ada' } } } } } }, 'C'],
    [{ similar: { some: { name: { equals: 'Drill' } } } }, 'A'],
    [{ similarTo: { some: { name: { equals: 'Anvil 100%' } } } }, 'D'],
  ],
};

const REFUSED: readonly (readonly [string, string])[] = [
  ['text that is no JSON', '{"name":'],
  ['a list', '[]'],
  ['a number', '5'],
  ['null', 'null'],
  ['an unknown property', '{"colour":{"equals":"red"}}'],
  ['an unknown operator', '{"name":{"like":"x"}}'],
  ['an operator of another type', '{"stock":{"contains":"1"}}'],
  ['a value in place of a filter', '{"name":"Crate"}'],
  ['a text for a number', '{"stock":{"equals":"x"}}'],
  ['a number for a text', '{"name":{"contains":5}}'],
  ['an option that there is not', '{"status":{"equals":"draft"}}'],
  ['a date that there is not', '{"released":{"equals":"2026-02-30"}}'],
  ['null where no value is missing', '{"name":{"equals":null}}'],
  ['null in place of a filter', '{"name":null}'],
  ['null for a relation that is required', '{"category":null}'],
  ['an id that is none', '{"id":{"equals":"x"}}'],
  ['a property that is not searchable', '{"sku":{"equals":"x"}}'],
  ['JSON', '{"settings":{"equals":{}}}'],
  ['a file', '{"photo":{"equals":null}}'],
  ['AND of something else than a list', '{"AND":{"name":{"equals":"x"}}}'],
  ['OR of values', '{"OR":["x"]}'],
  ['OR of nothings', '{"OR":[null]}'],
  ['a relation without some, every or none', '{"orders":{"status":{"equals":"Open"}}}'],
  ['Prisma’s own words', '{"orders":{"is":{}}}'],
  ['a NUL in a text', '{"name":{"contains":"\\u0000"}}'],
  ['half a character', '{"name":{"contains":"\\ud800"}}'],
  ['a place that is a text', '{"supplier":{"warehouseLatitude":{"equals":"48"}}}'],
  ['what is nested too deeply', `${'{"AND":['.repeat(40)}{}${']}'.repeat(40)}`],
  ['too many parts', JSON.stringify({ OR: Array.from({ length: 101 }, () => ({})) })],
];

/** Filters, orders, pages and selections of lists. */
export function testLists(shop: () => Shop): void {
  describe('of four products', () => {
    let categoryId: unknown;
    beforeAll(async () => {
      categoryId = (await make.category(shop())).id;
      const created = [];
      for (const body of PRODUCTS)
        created.push(await shop().seeded.create('products', { ...bodies.products(categoryId), ...body }));
      const [a, b, c, d] = created.map(({ id }) => id);
      const { id: supplierId } = await make.supplier(shop(), { companyName: 'The Acme Company' });
      await shop().seeded.patch(`products/${a}`, { supplierId, similarIds: [d] });
      await make.order(shop(), { status: 'Open', country: 'DE', productIds: [a] });
      await make.order(shop(), { status: 'Open', productIds: [b] });
      await make.order(shop(), { status: 'Paid', productIds: [b] });
      const { id: customerId } = await make.customer(shop(), { name: 'Ada' });
      await make.line(shop(), { orderId: (await make.order(shop(), { customerId })).id, productId: c });
    });
    const ask = async (where: Body): Promise<string> => {
      const scoped = { AND: [{ categoryId: { equals: categoryId } }, where] };
      const found = await shop().seeded.find('products', scoped, { orderBy: 'name:asc' });
      return found
        .map(({ name }) => String(name).charAt(0).toUpperCase())
        .toSorted()
        .join('');
    };

    it.each(Object.entries(OPERATORS))('filters by %s', async (_, rows) => {
      for (const [where, letters] of rows) {
        if (letters === 'refused') await expect(ask(where), JSON.stringify(where)).rejects.toThrow('400');
        else expect(await ask(where), JSON.stringify(where)).toBe(letters);
      }
    });

    it('tells cases apart where the database does', async () => {
      const isExact = shop().database.kind === 'postgresql';
      for (const [where, letters] of EXACT) expect((await ask(where)) === letters, JSON.stringify(where)).toBe(isExact);
    });

    it('takes decimals as numbers in lists, too', async () => {
      expect(await ask({ price: { in: ['10.00', 100] } })).toBe('BD');
    });

    it('finds nothing by OR of nothing', async () => {
      expect(await ask({ OR: [] })).toBe('');
      expect(await ask({ OR: [{ OR: [] }, { stock: { equals: 0 } }] })).toBe('A');
      expect(await ask({ NOT: [{ OR: [] }] })).toBe('ABCD');
      expect(await ask({ orders: { some: { OR: [] } } })).toBe('');
    });

    it('understands the filter in brackets', async () => {
      const scope = { 'where[categoryId][equals]': String(categoryId), orderBy: 'name' };
      const rows: readonly (readonly [Readonly<Record<string, string>>, number])[] = [
        [{ 'where[name][contains]': 'r' }, 2],
        [{ 'where[name][contains]': 'R', 'where[name][mode]': 'insensitive' }, 2],
        [{ 'where[price][gte]': '10' }, 2],
        [{ 'where[status][in][0]': 'Draft', 'where[status][in][1]': 'Discontinued' }, 2],
        [{ 'where[OR][0][name][equals]': 'Crate', 'where[OR][1][name][equals]': 'Drill' }, 2],
        [{ 'where[supplier][companyName][contains]': 'Acme' }, 1],
        [{ 'where[orders][some][status][equals]': 'Paid' }, 1],
        [{ 'where[released][gt]': '2026-01-01' }, 2],
      ];
      for (const [query, total] of rows)
        expect(await shop().seeded.get('products', { ...scope, ...query }), JSON.stringify(query)).toMatchObject({
          status: 200,
          body: { total },
        });
    });

    it('understands numbers and booleans in brackets', async () => {
      const scope = { 'where[categoryId][equals]': String(categoryId) };
      const rows: readonly (readonly [Readonly<Record<string, string>>, number])[] = [
        [{ 'where[stock][gte]': '5' }, 3],
        [{ 'where[weight][lt]': '2' }, 2],
        [{ 'where[discontinued][equals]': 'true' }, 1],
        [{ 'where[labels][isEmpty]': 'true' }, 1],
        [{ 'where[stock][in][0]': '0', 'where[stock][in][1]': '7' }, 2],
        [{ 'where[orders][some][id][gte]': '1' }, 2],
      ];
      for (const [query, total] of rows)
        expect(await shop().seeded.get('products', { ...scope, ...query }), JSON.stringify(query)).toMatchObject({
          status: 200,
          body: { total },
        });
    });

    it('orders by several properties, up and down', async () => {
      const where = { categoryId: { equals: categoryId } };
      const names = async (orderBy: string): Promise<string> =>
        (await shop().seeded.find('products', where, { orderBy })).map(({ name }) => String(name).charAt(0)).join('');
      expect(await names('stock:desc,price:desc')).toBe('CDbA');
      expect(await names('stock,price')).toBe('AbDC');
      expect(await names('price')).toBe('ACbD');
      expect(await names('status:desc,id:asc')).toMatch(/^D(?:bC|Cb)A$/u);
    });

    it('answers the selected properties only', async () => {
      const where = { name: { equals: 'Crate' }, categoryId: { equals: categoryId } };
      expect(await shop().seeded.find('products', where, { select: 'name,price,supplierId' })).toEqual([
        { name: 'Crate', price: '2.25', supplierId: null },
      ]);
    });
  });

  it('filters by places', async () => {
    const companyName = unique('Place');
    await make.supplier(shop(), { companyName, warehouse: { latitude: 48, longitude: 11 } });
    await make.supplier(shop(), { companyName, warehouse: { latitude: 0, longitude: 179.5 } });
    await make.supplier(shop(), { companyName });
    const count = async (where: Body): Promise<number> =>
      (await shop().seeded.find('suppliers', { companyName: { equals: companyName }, ...where })).length;
    expect(await count({ warehouseLatitude: { gte: 48, lte: 48 }, warehouseLongitude: { equals: 11 } })).toBe(1);
    expect(await count({ warehouseLatitude: { gte: -90, lte: 90 } })).toBe(2);
    expect(await count({ warehouseLatitude: { gte: 40, lt: 48 } })).toBe(0);
    expect(await count({ warehouseLongitude: { equals: null } })).toBe(1);
  });

  it('filters by local times, roles and user names', async () => {
    const companyName = unique('Local');
    await make.supplier(shop(), { companyName, workday: '2026-03-08T02:30:00' });
    const by = (workday: Body) => shop().seeded.find('suppliers', { companyName: { equals: companyName }, workday });
    expect(await by({ equals: '2026-03-08T02:30:00.000' })).toHaveLength(1);
    expect(await by({ gt: '2026-03-08T02:30' })).toHaveLength(0);
    const users = (roles: Body) => shop().seeded.find('users', { roles, username: { startsWith: 'the ' } });
    expect(await users({ has: 'clerk' })).toHaveLength(1);
    expect(await users({ hasSome: ['clerk', 'manager'] })).toHaveLength(2);
    expect(await users({ hasEvery: ['clerk', 'manager'] })).toHaveLength(0);
    expect(await users({ isEmpty: true })).toHaveLength(0);
  });

  it.each(REFUSED)('refuses a filter with %s', async (_, where) => {
    const answer = await shop().seeded.get('products', { where });
    expect(answer, answer.text).toMatchObject({ status: 400, body: { status: 400, title: 'Bad Request' } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it.each([
    ['the prototype', '{"__proto__":{"equals":1}}'],
    ['the constructor', '{"constructor":{"equals":1}}'],
  ])('refuses a filter with %s', async (_, where) => {
    expect((await shop().seeded.get('products', { where })).status).toBe(400);
  });

  it('refuses an order by several hundred properties', async () => {
    const orderBy = Array.from({ length: 500 }, () => 'name').join(',');
    expect((await shop().seeded.get('products', { orderBy })).status).toBe(400);
  });

  it.each([
    ['an empty order', { orderBy: '' }],
    ['an order by an unknown property', { orderBy: 'colour' }],
    ['an order by JSON', { orderBy: 'settings' }],
    ['an order by a relation', { orderBy: 'supplier.companyName' }],
    ['an order by a password', { orderBy: 'password' }],
    ['an order in an unknown direction', { orderBy: 'name:sideways' }],
    ['an order of three parts', { orderBy: 'name:asc:nulls' }],
    ['a page of nothing', { take: '0' }],
    ['a page above the maximum', { take: '101' }],
    ['a page that is no number', { take: 'all' }],
    ['a page of half a record', { take: '1.5' }],
    ['two page sizes', { 'take[0]': '1', 'take[1]': '2' }],
    ['a skip below 0', { skip: '-1' }],
    ['a skip that no database knows', { skip: '99999999999' }],
    ['skip and cursor', { skip: '1', cursor: '00000000-0000-4000-8000-000000000000' }],
    ['a cursor that is no id', { cursor: 'x' }],
    ['a cursor of nothing', { cursor: '00000000-0000-4000-8000-000000000000' }],
    ['an unknown selection', { select: 'id,colour' }],
    ['an empty selection', { select: '' }],
    ['an unknown parameter', { colour: 'red' }],
  ])('refuses %s', async (_, query) => {
    const answer = await shop().seeded.get('products', query);
    expect(answer, answer.text).toMatchObject({ status: 400, body: { status: 400 } });
  });

  describe('in pages', () => {
    const TOTAL = 23;
    let where: string;
    beforeAll(async () => {
      const { id: customerId } = await make.customer(shop());
      where = JSON.stringify({ customerId: { equals: customerId } });
      // Few values, some of them missing: the order alone tells no two records apart.
      for (let index = 0; index < TOTAL; index += 1)
        await make.order(shop(), { customerId, city: [null, 'Rome', 'Oslo'][index % 3], status: 'Open' });
    });

    const readAll = async (query: Readonly<Record<string, string>>): Promise<readonly unknown[]> => {
      const ids: unknown[] = [];
      let cursor: string | null = '';
      while (cursor !== null && ids.length <= TOTAL) {
        const page = await shop().seeded.get('orders', { where, ...query, ...(cursor === '' ? {} : { cursor }) });
        expect(page, page.text).toMatchObject({ status: 200, body: { total: TOTAL, take: 5 } });
        ids.push(...(page.body['items'] as readonly Body[]).map(({ id }) => id));
        cursor = page.body['nextCursor'] as string | null;
      }
      return ids;
    };

    it.each(['status:asc', 'status:desc', 'orderedAt', 'country:asc', 'createdAt:desc', 'id:desc'])(
      'leaves none out and shows none twice, by %s',
      async (orderBy) => {
        const ids = await readAll({ orderBy, take: '5' });
        expect(ids).toHaveLength(TOTAL);
        expect(new Set(ids).size).toBe(TOTAL);
      },
    );

    it.each(['city:asc', 'city:desc', 'status,city:desc'])(
      'leaves none out and shows none twice where values are missing, by %s',
      async (orderBy) => {
        const ids = await readAll({ orderBy, take: '5' });
        expect(ids).toHaveLength(TOTAL);
        expect(new Set(ids).size).toBe(TOTAL);
      },
    );

    it('goes on in the same order by skip as by cursor', async () => {
      const all = await shop().seeded.get('orders', { where, orderBy: 'city', take: '100' });
      const skipped = await shop().seeded.get('orders', { where, orderBy: 'city', skip: '20', take: '5' });
      const items = all.body['items'] as readonly Body[];
      expect(skipped.body).toMatchObject({ total: TOTAL, skip: 20, take: 5, nextCursor: null });
      expect(skipped.body['items']).toEqual(items.slice(20));
    });

    it('refuses the cursor of a record that was deleted', async () => {
      const first = await shop().seeded.get('customers', { take: '1', orderBy: 'name:desc' });
      const { id } = await make.customer(shop());
      expect(first.body['nextCursor']).toEqual(expect.any(String));
      await shop().seeded.delete(`customers/${id}`);
      expect(await shop().seeded.get('customers', { cursor: String(id) })).toMatchObject({ status: 400 });
    });

    it('answers an empty page beyond the end, and fifty records unless told otherwise', async () => {
      expect((await shop().seeded.get('orders', { where, skip: '1000' })).body).toMatchObject({
        items: [],
        total: TOTAL,
        nextCursor: null,
      });
      expect((await shop().seeded.get('orders')).body).toMatchObject({ skip: 0, take: 50 });
    });

    it.each(['categories', 'suppliers', 'users'])('goes through %s, whose ids are of another kind', async (path) => {
      for (let index = 0; index < 3; index += 1) await shop().seeded.create(path, bodies[path as 'categories']());
      const first = await shop().seeded.get(path, { take: '2' });
      const second = await shop().seeded.get(path, { take: '2', cursor: String(first.body['nextCursor']) });
      expect(second).toMatchObject({ status: 200 });
      const ids = [first, second].flatMap(({ body }) => (body['items'] as readonly Body[]).map(({ id }) => id));
      expect(new Set(ids).size).toBe(ids.length);
    });
  });
}

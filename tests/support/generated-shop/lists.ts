import { beforeAll, describe, expect, it } from 'vitest';
import type { Body } from '../generated-service/api-client.ts';
import { EXACT, OPERATORS, PRODUCTS, REFUSED } from './filter-cases.ts';
import { bodies, make, unique, type Shop } from './open-shop.ts';

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
}

import { describe, expect, it } from 'vitest';
import type { Answer } from '../generated-service/api-client.ts';
import { bodies, faultsOf, make, unique, type Shop } from './open-shop.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';

/** What ties records together: to-one, n-n, 1-1, unique values, deletion, and what is not there. */
export function testRelations(shop: () => Shop): void {
  const idsOf = async (path: string): Promise<ReadonlySet<unknown>> =>
    new Set((await shop().seeded.find(path, {})).map(({ id }) => id));

  it('sets, changes and clears a to-one', async () => {
    const [one, two] = [await make.supplier(shop()), await make.supplier(shop())];
    const { id } = await make.product(shop(), { supplierId: one.id, secondSupplierId: two.id });
    expect((await shop().seeded.get(`products/${id}`)).body).toMatchObject({
      supplierId: one.id,
      secondSupplierId: two.id,
    });
    expect(await shop().seeded.patch(`products/${id}`, { supplierId: two.id })).toMatchObject({
      status: 200,
      body: { supplierId: two.id, secondSupplierId: two.id },
    });
    expect(await shop().seeded.patch(`products/${id}`, { supplierId: null })).toMatchObject({
      status: 200,
      body: { supplierId: null, secondSupplierId: two.id },
    });
  });

  it('lists the records at the other end, with a query of their own', async () => {
    const { id: customerId } = await make.customer(shop());
    const order = await make.order(shop(), { customerId, status: 'Paid' });
    await make.order(shop(), { customerId, status: 'Open' });
    await make.order(shop(), { billedToId: customerId });
    expect((await idsOf(`customers/${customerId}/orders`)).size).toBe(2);
    expect((await idsOf(`customers/${customerId}/bills`)).size).toBe(1);
    const paid = await shop().seeded.find(
      `customers/${customerId}/orders`,
      { status: { equals: 'Paid' } },
      { select: 'id' },
    );
    expect(paid).toEqual([{ id: order.id }]);
    const page = await shop().seeded.get(`customers/${customerId}/orders`, { take: '1', orderBy: 'id:desc' });
    expect(page.body).toMatchObject({ total: 2, take: 1, nextCursor: expect.any(String) });
    expect((await shop().seeded.get(`customers/${customerId}/orders`, { take: '101' })).status).toBe(400);
    expect((await shop().seeded.get(`customers/${NOBODY}/orders`)).status).toBe(404);
  });

  describe('n-n', () => {
    it('is set by ids when a record is created, and replaced when it is changed', async () => {
      const [a, b, c] = [await make.product(shop()), await make.product(shop()), await make.product(shop())];
      const { id } = await make.order(shop(), { productIds: [a.id, b.id] });
      const path = `orders/${id}/products`;
      expect(await idsOf(path)).toEqual(new Set([a.id, b.id]));
      await shop().seeded.patch(`orders/${id}`, { city: 'Rome' });
      expect((await idsOf(path)).size).toBe(2);
      await shop().seeded.patch(`orders/${id}`, { productIds: [c.id] });
      expect(await idsOf(path)).toEqual(new Set([c.id]));
      expect(await idsOf(`products/${c.id}/orders`)).toEqual(new Set([id]));
      await shop().seeded.patch(`orders/${id}`, { productIds: [] });
      expect(await idsOf(path)).toEqual(new Set());
    });

    it('is changed by PUT and DELETE of a sub-path, from either side and twice', async () => {
      const [order, product] = [await make.order(shop()), await make.product(shop())];
      const path = `orders/${order.id}/products/${product.id}`;
      for (let times = 0; times < 2; times += 1) expect((await shop().seeded.put(path)).status).toBe(204);
      expect(await idsOf(`orders/${order.id}/products`)).toEqual(new Set([product.id]));
      for (let times = 0; times < 2; times += 1)
        expect((await shop().seeded.delete(`products/${product.id}/orders/${order.id}`)).status).toBe(204);
      expect(await idsOf(`orders/${order.id}/products`)).toEqual(new Set());
    });

    it('knows which end of a relation to itself is which', async () => {
      const [a, b] = [await make.product(shop()), await make.product(shop())];
      await shop().seeded.put(`products/${a.id}/similar/${b.id}`);
      expect(await idsOf(`products/${a.id}/similar`)).toEqual(new Set([b.id]));
      expect(await idsOf(`products/${a.id}/similar-to`)).toEqual(new Set());
      expect(await idsOf(`products/${b.id}/similar-to`)).toEqual(new Set([a.id]));
    });

    it.each([
      ['PUT of a record that there is not', 'put', (): string => `products/${NOBODY}`],
      ['PUT of an id that is none', 'put', (): string => 'products/x'],
      ['DELETE of an id that is none', 'delete', (): string => 'products/x'],
    ] as const)('answers 404 to %s', async (_, method, tail) => {
      const { id } = await make.order(shop());
      expect(await shop().seeded[method](`orders/${id}/${tail()}`)).toMatchObject({ status: 404 });
    });

    it('says 409, not 404, when a record in the ids does not exist: what was addressed is there', async () => {
      const { id, customerId } = await make.order(shop());
      const created = await shop().seeded.post('orders', { ...bodies.orders(customerId), productIds: [NOBODY] });
      const changed = await shop().seeded.patch(`orders/${id}`, { productIds: [NOBODY] });
      expect([created.status, changed.status]).toEqual([409, 409]);
    });
  });

  it('says 409 when the record of a to-one does not exist', async () => {
    const { id } = await make.product(shop());
    expect(await shop().seeded.patch(`products/${id}`, { supplierId: 999_999 })).toMatchObject({
      status: 409,
      body: { title: 'Conflict', status: 409 },
    });
    expect((await shop().seeded.post('products', bodies.products('nothing'))).status).toBe(409);
    const order = { ...bodies.orders(NOBODY) };
    expect((await shop().seeded.post('orders', order)).status).toBe(409);
  });

  it('keeps a 1-1 to one', async () => {
    const { id: holderId } = await make.customer(shop());
    await shop().seeded.create('passports', bodies.passports(holderId));
    const second = await shop().seeded.post('passports', bodies.passports(holderId));
    expect(second).toMatchObject({ status: 409, body: { title: 'Conflict' } });
    const other = await shop().seeded.create('passports', bodies.passports((await make.customer(shop())).id));
    expect((await shop().seeded.patch(`passports/${other.id}`, { holderId })).status).toBe(409);
  });

  describe('unique values', () => {
    type Row = readonly [
      path: 'categories' | 'suppliers' | 'customers' | 'users',
      property: string,
      value: () => string | number,
    ];
    const ROWS: readonly Row[] = [
      ['categories', 'name', () => unique('Name')],
      ['suppliers', 'email', () => `${unique('taken')}@example.com`],
      ['customers', 'loyaltyNumber', () => Number(unique('').slice(1))],
      ['users', 'username', () => unique('taken')],
    ];
    /** What creating, and changing a record to, a value that another one has is answered. */
    const takeTwice = async ([path, property, value]: Row): Promise<readonly Answer[]> => {
      const taken = value();
      await shop().seeded.create(path, { ...bodies[path](), [property]: taken });
      const other = await shop().seeded.create(path, bodies[path]());
      return [
        await shop().seeded.post(path, { ...bodies[path](), [property]: taken }),
        await shop().seeded.patch(`${path}/${other.id}`, { [property]: taken }),
      ];
    };

    it.each(ROWS)('are unique: %s by %s', async (...row: Row) => {
      for (const answer of await takeTwice(row))
        expect(answer).toMatchObject({ status: 409, body: { title: 'Conflict', status: 409 } });
    });

    it.each(ROWS)('are named by the 409 that they cause: of %s %s', async (...row: Row) => {
      for (const answer of await takeTwice(row)) expect(faultsOf(answer)).toEqual([row[1]]);
    });

    it('of a 1-1 are named by the 409 that they cause', async () => {
      const { id: holderId } = await make.customer(shop());
      await shop().seeded.create('passports', bodies.passports(holderId));
      expect(faultsOf(await shop().seeded.post('passports', bodies.passports(holderId)))).toEqual(['holderId']);
    });

    it('of a key are named by the 409 that they cause', async () => {
      const { orderId, productId } = await make.line(shop());
      const answer = await shop().seeded.post('order-lines', bodies.orderLines(orderId, productId));
      expect(faultsOf(answer).toSorted()).toEqual(['orderId', 'productId']);
    });

    it('may be missing more than once', async () => {
      await make.customer(shop(), { email: null });
      await make.customer(shop(), { email: null });
    });

    it('may be half of a key more than once, and a whole one once', async () => {
      const { orderId, productId } = await make.line(shop());
      const answer = await shop().seeded.post('order-lines', bodies.orderLines(orderId, productId));
      expect(answer.status).toBe(409);
      await make.line(shop(), { orderId });
    });
  });

  describe('deletion', () => {
    const gone = async (path: string): Promise<boolean> => (await shop().seeded.get(path)).status === 404;

    it('is refused while others need the record (restrict)', async () => {
      const { categoryId, id } = await make.product(shop());
      const refused = await shop().seeded.delete(`categories/${String(categoryId)}`);
      expect(refused).toMatchObject({ status: 409, body: { title: 'Conflict' } });
      await shop().seeded.delete(`products/${id}`);
      expect((await shop().seeded.delete(`categories/${String(categoryId)}`)).status).toBe(204);
      const parent = await make.category(shop());
      await make.category(shop(), { parentId: parent.id });
      expect((await shop().seeded.delete(`categories/${parent.id}`)).status).toBe(409);
    });

    it('takes along what belongs to the record (cascade)', async () => {
      const line = await make.line(shop());
      expect((await shop().seeded.delete(`orders/${String(line['orderId'])}`)).status).toBe(204);
      expect(await gone(`order-lines/${line.id}`)).toBe(true);
      const supplier = await make.supplier(shop());
      const product = await make.product(shop(), { secondSupplierId: supplier.id });
      expect((await shop().seeded.delete(`suppliers/${supplier.id}`)).status).toBe(204);
      expect(await gone(`products/${product.id}`)).toBe(true);
      const customer = await make.customer(shop());
      const passport = await shop().seeded.create('passports', bodies.passports(customer.id));
      expect((await shop().seeded.delete(`customers/${customer.id}`)).status).toBe(204);
      expect(await gone(`passports/${passport.id}`)).toBe(true);
    });

    it('clears what pointed at the record (set null)', async () => {
      const supplier = await make.supplier(shop());
      const product = await make.product(shop(), { supplierId: supplier.id });
      await shop().seeded.delete(`suppliers/${supplier.id}`);
      expect((await shop().seeded.get(`products/${product.id}`)).body).toMatchObject({ supplierId: null });
    });

    it('leaves the records of an n-n alone', async () => {
      const product = await make.product(shop());
      const order = await make.order(shop(), { productIds: [product.id] });
      expect((await shop().seeded.delete(`products/${product.id}`)).status).toBe(204);
      expect((await shop().seeded.get(`orders/${order.id}`)).status).toBe(200);
    });
  });

  it.each([
    ['products', [NOBODY, 'x', '5', '%00', '..%2Fcategories', `${NOBODY}x`]],
    ['orders', ['0', '-1', '1.5', 'x', '2147483648', '99999999999999999999']],
    ['suppliers', ['0', 'x', '9007199254740992']],
    ['categories', ['x', '%F0%9F%90%98', `${'x'.repeat(300)}`]],
  ])('answers 404 for %s that there are not', async (path, ids) => {
    const { seeded } = shop();
    for (const id of ids)
      for (const answer of [
        await seeded.get(`${path}/${id}`),
        await seeded.patch(`${path}/${id}`, {}),
        await seeded.delete(`${path}/${id}`),
      ]) {
        expect(answer, `${path}/${id}`).toMatchObject({ status: 404, body: { title: 'Not Found', status: 404 } });
        expect(answer.headers.get('content-type')).toContain('application/problem+json');
      }
  });

  it.each([
    ['orders', (id: number) => `0x${id.toString(16)}`],
    ['orders', (id: number) => `${id}.0`],
    ['orders', (id: number) => `0${id}`],
    ['suppliers', (id: number) => `${id}%20`],
  ] as const)('has one address for each record: of %s', async (path, spell) => {
    const { id } = await make[path === 'orders' ? 'order' : 'supplier'](shop());
    expect((await shop().seeded.get(`${path}/${spell(Number(id))}`)).status).toBe(404);
  });
}

import { expect, it } from 'vitest';
import { bodies, faultsOf, make, unique, type Shop } from './open-shop.ts';

interface Row {
  readonly path: keyof typeof BASES;
  readonly property: string;
  readonly good: readonly unknown[];
  readonly bad: readonly unknown[];
  /** Where the complaint is, if not at the property itself. */
  readonly at?: string;
}

/** What makes a valid body of each entity. */
const BASES = {
  categories: async () => bodies.categories(),
  suppliers: async () => bodies.suppliers(),
  customers: async () => bodies.customers(),
  users: async () => bodies.users(),
  products: async (shop: Shop) => bodies.products((await make.category(shop)).id),
  orders: async (shop: Shop) => bodies.orders((await make.customer(shop)).id),
  'order-lines': async (shop: Shop) => bodies.orderLines((await make.order(shop)).id, (await make.product(shop)).id),
};

const row = (
  path: Row['path'],
  property: string,
  good: readonly unknown[],
  bad: readonly unknown[],
  at?: string,
): Row => ({ path, property, good, bad, ...(at === undefined ? {} : { at }) });
const product = (property: string, good: readonly unknown[], bad: readonly unknown[]): Row =>
  row('products', property, good, bad);
const place = (latitude: unknown, longitude: unknown) => ({ latitude, longitude });

/** `undefined` stands for a property that is left out. */
const ROWS: readonly Row[] = [
  product(
    'name',
    ['ab', 'x'.repeat(200), 'Ünïcödé 🐘'],
    [undefined, null, '', 'a', 'x'.repeat(201), 5, 'a\nb', 'a\0b'],
  ),
  product('sku', [], [undefined, null, 'x'.repeat(21)]),
  product('code', [null], [7, 'x'.repeat(501)]),
  product('price', ['0', 0, 12.5, '9999999999.99'], [undefined, null, '-0.01', -1, '1.001', '10000000000', 'x', true]),
  product('price', [], ['', ' 1', '1e400', 'NaN', 'Infinity', '0x10', [], {}]),
  product('cost', ['-99999999.9999', '0.0001', null], ['100000000', '0.00001', 'x']),
  product('weight', [0, 1e308, null], [-0.1, '1', true]),
  product('tiny', ['0.0000001', '1', null], ['0.00000009', '0', '1.00000000000000000001', '-1']),
  product('stock', [0, 2_147_483_647], [null, -1, 1.5, '1', 2_147_483_648]),
  product('views', [0, 9_000_000_000_000, null], [-1, 9_000_000_000_001]),
  product('sold', [0, 9_007_199_254_740_991, -9_007_199_254_740_991], [9_007_199_254_740_992, -9_007_199_254_740_992]),
  product('rank', [-40, 0, null], [-41, 1]),
  product('attributes', [null, {}, [], 'text', 0, false, { deep: [{ a: null }] }], ['a\0b', { 'a\0': 1 }, '\uD800']),
  product('settings', [{}, [], '', 0, false], [undefined, null]),
  product('notes', [null, '', 'a\nb', 'x'.repeat(400)], ['x'.repeat(401), 1]),
  product('status', ['Draft', 'OnSale'], [null, 'draft', '', 1]),
  product('size', ['S', null], ['XL', '']),
  product('labels', [[], ['New', 'Green', 'Heavy']], [null, 'New', ['New', 'New'], ['x'], [null]]),
  product('discontinued', [true, false, null], ['true', 0]),
  product(
    'availableFrom',
    ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.123+05:30', null],
    ['2026-02-30T12:00:00Z', '2026-01-31T12:00:00', '2026-01-31T25:00:00Z', 'now', 1, true],
  ),
  product('released', ['2024-02-29', '1000-01-01', '9999-12-31', null], ['2026-02-29', '0000-01-01', '31.1.2026', 0]),
  product('categoryId', [], [undefined, null, '', 5, 'not an id']),
  product('supplierId', [null], [0, -1, 1.5, '1', 2 ** 53]),
  product('orderIds', [[]], [null, 1, ['1'], [0], [1, 1]]),
  product('colour', [], ['red']),
  product('id', [], ['00000000-0000-4000-8000-000000000000']),
  product('createdAt', [], ['2026-01-31T12:00:00Z']),
  product('photo', [], [{ name: 'x', key: '../../etc/passwd', contentType: 'image/png', size: 1 }]),
  row('suppliers', 'companyName', ['x'.repeat(120)], ['x'.repeat(121)]),
  row('suppliers', 'email', [], [undefined, null, '', 'x', 'x@', 'a b@example.com', `${'x'.repeat(250)}@example.com`]),
  row('suppliers', 'homepage', ['http://x', 'https://example.com/a'], ['', 'ftp://x', 'see http://x', 'http://a b']),
  row('suppliers', 'active', [true, false], [null, 'false', 1]),
  row('suppliers', 'warehouse', [null, place(-90, -180), place(90, 180), place(0, 0)], ['1,2', 5, [1, 2], []]),
  row('suppliers', 'warehouse', [], [place(90.1, 0), { longitude: 0 }, place('1', 0)], 'warehouse.latitude'),
  row('suppliers', 'warehouse', [], [place(0, -180.1), { latitude: 0 }, place(0, null)], 'warehouse.longitude'),
  row('suppliers', 'warehouse', [], [{ ...place(0, 0), altitude: 1 }], 'warehouse.altitude'),
  row('suppliers', 'office', [place(0, 0)], [undefined, null]),
  row(
    'suppliers',
    'workday',
    ['2026-03-08T02:30:00.000', null],
    ['2026-03-08T02:30:00Z', '2026-03-08', '2026-02-30T00:00'],
  ),
  row('customers', 'email', [null], ['x', 'a@b@c.d']),
  row('customers', 'loyaltyNumber', [null], [0, -1]),
  row('customers', 'bornOn', ['1815-12-10'], ['1815-12-32']),
  row('categories', 'parentId', [null], [1, '']),
  row('categories', 'description', ['\n'], [[], {}]),
  row('users', 'username', [], [undefined, '', 'x'.repeat(101), 'a\nb']),
  row('users', 'password', ['x'.repeat(12), 'x'.repeat(128)], [undefined, null, 'x'.repeat(11), 'x'.repeat(129), 5]),
  row('users', 'roles', [[], ['clerk', 'manager']], [undefined, null, 'clerk', ['owner'], ['clerk', 'clerk']]),
  row('orders', 'orderedAt', ['2026-01-31'], [undefined, null, '2026-13-01']),
  row('orders', 'country', ['', 'DE', null], ['DEU']),
  row('orders', 'productIds', [[]], [null, {}, ['x']]),
  row('order-lines', 'quantity', [1], [0, -1, 1.5]),
  row('order-lines', 'discount', ['0', '0.9999', null], ['1', '-0.0001', '0.00001']),
];

/** Every type holds its bounds, when a record is created and when it is changed. */
export function testValues(shop: () => Shop): void {
  it('takes days of the first thousand years where the database keeps them', async () => {
    const body = { ...(await BASES.products(shop())), released: '0001-01-01' };
    const status = shop().database.kind === 'postgresql' ? 201 : 422;
    expect(await shop().seeded.post('products', body)).toMatchObject({ status });
  });

  it.each(ROWS)('$path: takes good values of $property, and refuses bad ones by its name', async (given) => {
    const { path, property, good, bad, at = property } = given;
    const { seeded } = shop();
    const record = await seeded.create(path, await BASES[path](shop()));
    for (const value of good) {
      const body = { ...(await BASES[path](shop())), [property]: value };
      expect(await seeded.post(path, body), `POST ${JSON.stringify(value)}`).toMatchObject({ status: 201 });
      if (property === 'orderId') continue;
      const patched = await seeded.patch(`${path}/${record.id}`, { [property]: value });
      expect(patched, `PATCH ${JSON.stringify(value)}`).toMatchObject({ status: 200 });
    }
    const base = await BASES[path](shop());
    for (const value of bad) {
      const created = await seeded.post(path, { ...base, [property]: value });
      expect(created, `POST ${JSON.stringify(value)}`).toMatchObject({
        status: 422,
        body: { type: 'about:blank', title: 'Unprocessable Entity', status: 422 },
      });
      expect(created.headers.get('content-type')).toContain('application/problem+json');
      expect(faultsOf(created)).toContain(at);
      if (value === undefined) continue;
      const patched = await seeded.patch(`${path}/${record.id}`, { [property]: value });
      expect(patched, `PATCH ${JSON.stringify(value)}`).toMatchObject({ status: 422 });
      expect(faultsOf(patched)).toContain(at);
    }
  });

  it('names every property that is wrong, not the first one only', async () => {
    const answer = await shop().seeded.post('products', { price: '-1', stock: -1, labels: ['x'] });
    expect(answer.status).toBe(422);
    expect(faultsOf(answer).toSorted()).toEqual(['categoryId', 'labels', 'name', 'price', 'settings', 'sku', 'stock']);
  });

  it('fills in defaults, and answers each type as the API says', async () => {
    const { id: supplierId } = await make.supplier(shop());
    const created = await make.product(shop(), {
      price: 12.5,
      tiny: '0.5',
      views: 9_000_000_000_000,
      sold: -9_007_199_254_740_991,
      weight: 0,
      attributes: { a: [1, null] },
      settings: [false],
      size: 'M',
      discontinued: false,
      availableFrom: '2026-01-31T14:00:00+02:00',
      released: '2026-01-31',
      supplierId,
    });
    const { createdAt, updatedAt, ...rest } = (await shop().seeded.get(`products/${created.id}`)).body;
    expect(rest).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/u),
      price: '12.50',
      cost: '0.5000',
      tiny: '0.50000000000000000000',
      stock: 0,
      views: 9_000_000_000_000,
      sold: -9_007_199_254_740_991,
      rank: null,
      weight: 0,
      attributes: { a: [1, null] },
      settings: [false],
      status: 'Draft',
      size: 'M',
      labels: ['New'],
      discontinued: false,
      availableFrom: '2026-01-31T12:00:00.000Z',
      released: '2026-01-31',
      photo: null,
      supplierId,
      secondSupplierId: null,
    });
    for (const moment of [createdAt, updatedAt]) expect(moment).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u);
    const supplier = await make.supplier(shop(), { workday: '2026-03-08T02:30', warehouse: place(-90, 0) });
    expect(supplier).toMatchObject({
      id: expect.any(Number),
      homepage: 'https://example.com',
      active: true,
      workday: '2026-03-08T02:30:00.000',
      warehouse: place(-90, 0),
      office: place(1, 2),
    });
  });

  it('changes what is sent only, and clears by null', async () => {
    const { id } = await make.product(shop(), { notes: 'a', weight: 1, size: 'S', attributes: [1] });
    const cleared = await shop().seeded.patch(`products/${id}`, { notes: null, weight: null, attributes: null });
    expect(cleared).toMatchObject({ status: 200, body: { notes: null, weight: null, attributes: null, size: 'S' } });
    expect((await shop().seeded.patch(`products/${id}`, {})).status).toBe(200);
  });

  it('never answers a password', async () => {
    const { id } = await shop().seeded.create('users', bodies.users());
    const list = await shop().seeded.get('users');
    for (const answer of [await shop().seeded.get(`users/${id}`), list]) {
      expect(answer.status).toBe(200);
      expect(answer.text).not.toMatch(/password|scrypt|argon|tokenHash/iu);
    }
  });

  it.each([
    ['the first day of the calendar, in a zone ahead of UTC', '0001-01-01T00:00:00+14:00'],
    ['the last day of the calendar, in a zone behind UTC', '9999-12-31T23:59:59-12:00'],
  ])('takes or refuses %s, and fails at neither', async (_, availableFrom) => {
    const { id: categoryId } = await make.category(shop());
    const created = await shop().seeded.post('products', { ...bodies.products(categoryId), availableFrom });
    expect([201, 422]).toContain(created.status);
    if (created.status === 201)
      expect(new Date(String(created.body['availableFrom']))).toEqual(new Date(availableFrom));
  });

  it('takes or refuses JSON that is nested very deeply, and fails at neither', async () => {
    const { id: categoryId } = await make.category(shop());
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const body = JSON.stringify({ ...bodies.products(categoryId), settings: 'DEEP', name: unique() });
    const answer = await shop().seeded.send('POST', 'products', {
      body: body.replace('"DEEP"', deep),
      headers: { 'content-type': 'application/json' },
    });
    expect([201, 400, 422]).toContain(answer.status);
  });
}

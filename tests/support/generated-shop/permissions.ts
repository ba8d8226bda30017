import { describe, expect, it } from 'vitest';
import type { ApiClient } from '../generated-service/api-client.ts';
import { bodies, make, unique, type Shop } from './open-shop.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const WHO = ['stranger', 'clerk', 'manager', 'admin'] as const;

/** What strangers, clerks, managers and admins get, by entity: search, view, create, update, delete. */
const TABLE: readonly (readonly [string, string, Readonly<Record<(typeof WHO)[number], string>>])[] = [
  ['categories', 'x', { stranger: 'SV---', clerk: 'SV---', manager: 'SVCUD', admin: 'SVCUD' }],
  ['suppliers', '999999', { stranger: '-----', clerk: '-----', manager: 'SVCUD', admin: 'SVCUD' }],
  ['products', NOBODY, { stranger: '-----', clerk: 'SV---', manager: 'SVCUD', admin: 'SVCUD' }],
  ['customers', NOBODY, { stranger: '-----', clerk: 'SVCUD', manager: 'SVCUD', admin: 'SVCUD' }],
  ['orders', '999999', { stranger: '-----', clerk: 'SVCU-', manager: 'SVCU-', admin: 'SVCUD' }],
  ['order-lines', NOBODY, { stranger: '-----', clerk: 'SVCUD', manager: 'SVCUD', admin: 'SVCUD' }],
  ['passports', NOBODY, { stranger: '-----', clerk: '-----', manager: '-----', admin: 'SVCU!' }],
  ['users', NOBODY, { stranger: '-----', clerk: '-----', manager: '-----', admin: 'SVCUD' }],
];

const rows = TABLE.flatMap(([path, id, allowed]) => WHO.map((who) => ({ path, id, who, allowed: allowed[who] })));

/** Who may do what, by role and by field, and what the others are told. */
export function testPermissions(shop: () => Shop): void {
  it.each(rows)('$who at $path: $allowed', async ({ path, id, who, allowed }) => {
    const client = shop()[who];
    const answers = {
      S: await client.get(path),
      V: await client.get(`${path}/${id}`),
      C: await client.post(path, {}),
      U: await client.patch(`${path}/${id}`, {}),
      D: await client.delete(`${path}/${id}`),
    };
    const wanted = { S: 200, V: 404, C: 422, U: 404, D: 404 };
    const refused = who === 'stranger' ? 401 : 403;
    const isDisabled = path === 'passports';
    for (const [action, answer] of Object.entries(answers) as [keyof typeof answers, (typeof answers)['S']][]) {
      const status = allowed.includes(action) ? wanted[action] : refused;
      // An action that is disabled has no route at all.
      expect(answer.status, action).toBe(action === 'D' && isDisabled ? 404 : status);
      if (answer.status === refused)
        expect(answer.body).toEqual({
          type: 'about:blank',
          title: refused === 401 ? 'Unauthorized' : 'Forbidden',
          status: refused,
          detail: expect.any(String),
        });
      if (answer.status !== 200) expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
  });

  it('tells a stranger nothing about whether a record exists, or whether his values are good', async () => {
    const { id } = await make.product(shop());
    for (const answer of [
      await shop().stranger.get(`products/${id}`),
      await shop().stranger.get('products/x'),
      await shop().stranger.get('products', { where: '{' }),
      await shop().stranger.post('products', { colour: 'red' }),
      await shop().stranger.get(`categories/x/products`),
    ])
      expect(answer.status).toBe(401);
  });

  it.each(['Bearer', 'Bearer x', 'Bearer a.b.c', 'Basic YWRtaW46YWRtaW4='])(
    'takes no token such as %s',
    async (token) => {
      const answer = await shop().stranger.send('GET', 'products', { headers: { authorization: token } });
      expect(answer.status).toBe(401);
    },
  );

  it('takes no token that it did not sign, or that names no algorithm', async () => {
    const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = encode({ sub: NOBODY, username: 'admin', roles: ['admin'], exp: 4_000_000_000 });
    for (const header of [
      { alg: 'none', typ: 'JWT' },
      { alg: 'HS256', typ: 'JWT' },
    ])
      for (const signature of ['', 'x'.repeat(43)]) {
        const authorization = `Bearer ${encode(header)}.${claims}.${signature}`;
        expect((await shop().stranger.send('GET', 'users', { headers: { authorization } })).status).toBe(401);
      }
  });

  describe('of fields', () => {
    it('leaves out what somebody may not view, in every answer that holds the record', async () => {
      const { id } = await make.product(shop());
      const order = await make.order(shop(), { productIds: [id] });
      const where = { id: { equals: id } };
      const see = async (client: ApiClient): Promise<readonly boolean[]> => {
        const listed = await client.find('products', where);
        const related = await client.find(`orders/${order.id}/products`, where);
        const selected = await client.find('products', where, { select: 'id,cost' });
        const got = (await client.get(`products/${id}`)).body;
        return [listed[0], related[0], selected[0], got].map((record) => 'cost' in (record ?? {}));
      };
      expect(await see(shop().manager)).toEqual([true, true, true, true]);
      for (const client of [shop().clerk, shop().admin])
        expect(await see(client)).toEqual([false, false, false, false]);
      const changed = await shop().admin.patch(`products/${id}`, { stock: 1 });
      expect(changed.status).toBe(200);
      expect(changed.body).not.toHaveProperty('cost');
      const { id: categoryId } = await make.category(shop());
      expect(await shop().admin.create('products', bodies.products(categoryId))).not.toHaveProperty('cost');
    });

    it.each([
      ['filtered', 'products', { where: '{"cost":{"gt":"0"}}' }],
      ['filtered inside of AND', 'products', { where: '{"AND":[{"OR":[{"cost":{"gt":"0"}}]}]}' }],
      ['filtered inside of NOT', 'products', { where: '{"NOT":[{"cost":{"equals":null}}]}' }],
      ['filtered in brackets', 'products', { 'where[cost][gt]': '0' }],
      ['sorted', 'products', { orderBy: 'name,cost:desc' }],
      ['filtered through an n-n', 'orders', { where: '{"products":{"some":{"cost":{"gt":"0"}}}}' }],
      ['filtered through a to-one', 'order-lines', { where: '{"product":{"cost":{"gt":"0"}}}' }],
      ['filtered through two relations', 'orders', { where: '{"lines":{"none":{"product":{"cost":{"gt":"0"}}}}}' }],
      ['filtered through a relation to itself', 'products', { where: '{"similar":{"every":{"cost":{"gt":"0"}}}}' }],
    ])('is not %s by whom may not view it', async (_, path, query) => {
      expect((await shop().manager.get(path, query)).status).toBe(200);
      for (const client of [shop().clerk, shop().admin])
        expect(await client.get(path, query)).toMatchObject({ status: 403, body: { title: 'Forbidden' } });
    });

    it('asks nobody about records whose entity he may not search', async () => {
      const where = '{"supplier":{"companyName":{"contains":"x"}}}';
      expect((await shop().manager.get('products', { where })).status).toBe(200);
      expect((await shop().clerk.get('products', { where })).status).toBe(403);
      expect((await shop().clerk.get('orders', { where: '{"clerk":{"roles":{"has":"admin"}}}' })).status).toBe(403);
      const products = '{"products":{"some":{}}}';
      expect((await shop().stranger.get('categories', { where: products })).status).toBe(401);
      expect((await shop().clerk.get('categories', { where: products })).status).toBe(200);
    });

    it('asks nobody through a relation whether it is there, where he may not search its entity', async () => {
      for (const where of ['{"supplier":null}', '{"supplier":{}}', '{"secondSupplier":{"AND":[]}}'])
        expect((await shop().clerk.get('products', { where })).status, where).toBe(403);
    });

    it('gives 403 to whom sets what he may not set', async () => {
      const { id, categoryId } = await make.product(shop());
      const body = { ...bodies.products(categoryId), cost: '1' };
      expect(await shop().admin.post('products', body)).toMatchObject({ status: 403, body: { title: 'Forbidden' } });
      expect(await shop().manager.post('products', { ...body, sku: unique() })).toMatchObject({ status: 201 });
      for (const cost of ['1', null]) {
        expect((await shop().admin.patch(`products/${id}`, { cost })).status).toBe(403);
        expect((await shop().manager.patch(`products/${id}`, { cost })).status).toBe(200);
      }
    });

    it('gives 403 to whom changes a file that he may not change', async () => {
      const { id } = await make.product(shop());
      const image = (): FormData => {
        const form = new FormData();
        form.set('file', new File(['x'], 'x.png', { type: 'image/png' }));
        return form;
      };
      expect((await shop().admin.put(`products/${id}/photo`, image())).status).toBe(403);
      expect((await shop().admin.delete(`products/${id}/photo`)).status).toBe(403);
      expect((await shop().manager.put(`products/${id}/photo`, image())).status).toBe(200);
      expect((await shop().clerk.get(`products/${id}/photo`)).status).toBe(200);
      expect((await shop().stranger.get(`products/${id}/photo`)).status).toBe(401);
    });
  });

  it('guards sub-paths by both ends', async () => {
    const { id: categoryId } = await make.product(shop()).then(({ categoryId: id }) => ({ id: String(id) }));
    expect((await shop().stranger.get(`categories/${categoryId}/products`)).status).toBe(401);
    expect((await shop().clerk.get(`categories/${categoryId}/products`)).status).toBe(200);
    expect((await shop().stranger.get(`categories/${categoryId}/children`)).status).toBe(200);
    const [order, product] = [await make.order(shop()), await make.product(shop())];
    expect((await shop().clerk.put(`orders/${order.id}/products/${product.id}`)).status).toBe(204);
    expect((await shop().clerk.put(`products/${product.id}/orders/${order.id}`)).status).toBe(403);
    expect((await shop().clerk.put(`products/${product.id}/similar/${product.id}`)).status).toBe(403);
    expect((await shop().stranger.put(`orders/${order.id}/products/${product.id}`)).status).toBe(401);
  });

  it('lists no records of a parent whom somebody may not view', async () => {
    const { id } = await make.supplier(shop());
    await make.product(shop(), { supplierId: id });
    expect((await shop().manager.get(`suppliers/${id}/products`)).status).toBe(200);
    expect((await shop().clerk.get(`suppliers/${id}/products`)).status).toBe(403);
  });
}

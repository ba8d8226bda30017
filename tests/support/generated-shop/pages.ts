import { beforeAll, expect, it } from 'vitest';
import type { Body } from '../generated-service/api-client.ts';
import { bodies, make, type Shop } from './open-shop.ts';

/** Pages of lists, by cursor and by skip, over records that their order alone does not tell apart. */
export function testPages(shop: () => Shop): void {
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
}

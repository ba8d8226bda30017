import { describe, expect, it } from 'vitest';
import type { Body } from '../generated-service/api-client.ts';
import { ask, codesOf, CREATE_PRODUCT } from './graphql-answers.ts';
import { bodies, make, type Shop } from './open-shop.ts';

/** GraphQL holds the same rules as REST. */
export function testGraphql(shop: () => Shop): void {
  it('describes its types', async () => {
    const data = await ask(
      shop().stranger,
      `{ __schema { queryType { fields { name } } mutationType { fields { name } } types { name } } }`,
    );
    const schema = data['__schema'] as Readonly<Record<string, { readonly fields: readonly Body[] }>>;
    const names = (of: 'queryType' | 'mutationType'): unknown[] => schema[of]?.fields.map(({ name }) => name) ?? [];
    expect(names('queryType')).toEqual(expect.arrayContaining(['product', 'products', 'orderLines', 'users']));
    expect(names('mutationType')).toEqual(expect.arrayContaining(['createOrder', 'updateOrder', 'deleteOrder']));
    expect(names('mutationType')).not.toContain('deletePassport');
    const types = (schema['types'] as unknown as readonly Body[]).map(({ name }) => name);
    expect(types).toEqual(expect.arrayContaining(['ProductWhereInput', 'CreateProductInput', 'ProductStatus', 'JSON']));
    const user = await ask(shop().stranger, '{ __type(name: "User") { fields { name } } }');
    expect(JSON.stringify(user)).toContain('username');
    expect(JSON.stringify(user)).not.toContain('password');
  });

  it('creates, reads, changes and deletes', async () => {
    const { id: categoryId } = await make.category(shop());
    const data = { ...bodies.products(categoryId), price: '12.5', settings: { a: [1] }, released: '2026-01-31' };
    const created = await ask(shop().manager, CREATE_PRODUCT, { data });
    const { id } = created['createProduct'] as Body;
    expect(created).toEqual({ createProduct: { id, price: '12.50', cost: '0.5000' } });
    const read = 'query ($id: ID!) { product(id: $id) { name settings released status labels category { id } } }';
    expect(await ask(shop().manager, read, { id })).toMatchObject({
      product: {
        settings: { a: [1] },
        released: '2026-01-31',
        status: 'Draft',
        labels: ['New'],
        category: { id: categoryId },
      },
    });
    const change = 'mutation ($id: ID!, $data: UpdateProductInput!) { updateProduct(id: $id, data: $data) { stock } }';
    expect(await ask(shop().manager, change, { id, data: { stock: 3 } })).toEqual({ updateProduct: { stock: 3 } });
    const remove = 'mutation ($id: ID!) { deleteProduct(id: $id) { id } }';
    expect(await ask(shop().manager, remove, { id })).toEqual({ deleteProduct: { id } });
    expect(codesOf(await shop().manager.graphql(read, { id }))).toEqual(['NOT_FOUND']);
  });

  it('reads JSON that stands in the query itself', async () => {
    const { id } = await make.product(shop());
    const query = `mutation { updateProduct(id: "${id}", data: { settings: { a: [1, null, true], b: "x" } }) { settings } }`;
    expect(await ask(shop().manager, query)).toEqual({ updateProduct: { settings: { a: [1, null, true], b: 'x' } } });
  });

  it('tells JSON that is missing from JSON that is empty, as REST does', async () => {
    const { id } = await make.product(shop(), { attributes: [] });
    const query = `mutation ($data: UpdateProductInput!) { updateProduct(id: "${id}", data: $data) { attributes } }`;
    for (const attributes of [null, {}, 0, null]) {
      expect(await ask(shop().manager, query, { data: { attributes } })).toEqual({ updateProduct: { attributes } });
      expect((await shop().manager.get(`products/${id}`)).body['attributes']).toEqual(attributes);
    }
  });

  it('filters, orders and pages like REST', async () => {
    const { id: categoryId } = await make.category(shop());
    for (const [index, price] of ['3', '1', '2', '2', '2'].entries())
      await make.product(shop(), { categoryId, price, name: `Number ${index}`, stock: index });
    const query = `query ($cursor: String) {
      products(
        where: { categoryId: { equals: "${categoryId}" }, OR: [{ price: { gte: "2" } }, { stock: { equals: 1 } }] }
        orderBy: [{ price: desc }, { name: asc }] take: 2 cursor: $cursor
      ) { total take nextCursor items { name } }
    }`;
    const names: unknown[] = [];
    let cursor: unknown;
    do {
      const { products } = (await ask(shop().clerk, query, cursor === undefined ? {} : { cursor })) as {
        readonly products: { readonly total: number; readonly nextCursor: unknown; readonly items: readonly Body[] };
      };
      expect(products.total).toBe(5);
      names.push(...products.items.map(({ name }) => name));
      cursor = products.nextCursor;
    } while (cursor !== null);
    expect(names).toEqual([0, 2, 3, 4, 1].map((index) => `Number ${index}`));
  });

  it('follows relations in both directions, with a query of their own', async () => {
    const customer = await make.customer(shop());
    const product = await make.product(shop());
    const order = await make.order(shop(), { customerId: customer.id, productIds: [product.id] });
    await make.order(shop(), { customerId: customer.id, status: 'Paid' });
    await make.line(shop(), { orderId: order.id, productId: product.id, quantity: 7 });
    const data = await ask(
      shop().seeded,
      `{ customer(id: "${customer.id}") {
        passport { code }
        orders(where: { status: { equals: Open } } take: 10) {
          total items { id customer { id } billedTo { id } lines { items { quantity product { name } } } products { items { id } } }
        }
      } }`,
    );
    expect(data).toEqual({
      customer: {
        passport: null,
        orders: {
          total: 1,
          items: [
            {
              id: order.id,
              customer: { id: customer.id },
              billedTo: null,
              lines: { items: [{ quantity: 7, product: { name: product['name'] } }] },
              products: { items: [{ id: product.id }] },
            },
          ],
        },
      },
    });
  });

  it('clears a to-one by null, and sets an n-n by ids', async () => {
    const product = await make.product(shop());
    const customer = await make.customer(shop());
    const order = await make.order(shop(), { billedToId: customer.id });
    const query = `mutation ($data: UpdateOrderInput!) {
      updateOrder(id: ${order.id}, data: $data) { billedTo { id } products { items { id } } }
    }`;
    expect(await ask(shop().clerk, query, { data: { billedToId: null, productIds: [product.id] } })).toEqual({
      updateOrder: { billedTo: null, products: { items: [{ id: product.id }] } },
    });
  });

  describe('asks the database', () => {
    const LINES = 12;
    const makeLines = async (count: number): Promise<unknown> => {
      const order = await make.order(shop());
      for (let index = 0; index < count; index += 1) {
        const supplier = await make.supplier(shop());
        const product = await make.product(shop(), { supplierId: supplier.id });
        await make.line(shop(), { orderId: order.id, productId: product.id });
      }
      return order.id;
    };
    const count = async (orderId: unknown, fields: string): Promise<number> => {
      const query = `{ orderLines(where: { orderId: { equals: ${String(orderId)} } }) { items { id ${fields} } } }`;
      await ask(shop().seeded, query);
      return shop().door.countStatements(() => ask(shop().seeded, query));
    };

    it.each(['product { name }', 'order { status }', 'product { supplier { companyName } category { name } }'])(
      'as often for many records as for two: %s',
      async (fields) => {
        const [few, many] = [await makeLines(2), await makeLines(LINES)];
        expect(await count(many, fields)).toBe(await count(few, fields));
      },
    );

    it('for a list in REST twice: for the records and their number', async () => {
      await shop().seeded.get('products');
      const statements = await shop().door.countStatements(() => shop().seeded.get('products', { take: '100' }));
      expect(statements).toBeLessThanOrEqual(2);
    });
  });
}

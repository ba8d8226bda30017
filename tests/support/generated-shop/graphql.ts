import { describe, expect, it } from 'vitest';
import type { Answer, ApiClient, Body } from '../generated-service/api-client.ts';
import { bodies, make, unique, type Shop } from './open-shop.ts';

interface Fault {
  readonly message: string;
  readonly path?: readonly unknown[];
  readonly extensions: { readonly code: string; readonly status?: number; readonly errors?: readonly Body[] };
}

const errorsOf = ({ body }: Answer): readonly Fault[] => (body['errors'] ?? []) as readonly Fault[];
const codesOf = (answer: Answer): readonly string[] => errorsOf(answer).map(({ extensions }) => extensions.code);
const CREATE_PRODUCT = 'mutation ($data: CreateProductInput!) { createProduct(data: $data) { id price cost } }';

/** GraphQL holds the same rules as REST. */
export function testGraphql(shop: () => Shop): void {
  /** The data of an answer without errors. */
  const ask = async (client: ApiClient, query: string, variables: Body = {}): Promise<Body> => {
    const answer = await client.graphql(query, variables);
    expect(answer.body['errors'], answer.text).toBe(undefined);
    return answer.body['data'] as Body;
  };

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

  describe('refuses', () => {
    it('values that are not valid, by their names', async () => {
      const { id: categoryId } = await make.category(shop());
      const data = { ...bodies.products(categoryId), price: '-1', stock: -1, name: 'x' };
      const answer = await shop().manager.graphql(CREATE_PRODUCT, { data });
      expect(codesOf(answer)).toEqual(['UNPROCESSABLE_ENTITY']);
      const paths = errorsOf(answer)[0]?.extensions.errors?.map(({ path }) => path);
      expect(paths?.toSorted()).toEqual(['name', 'price', 'stock']);
    });

    it('what is taken, or still needed', async () => {
      const { sku, categoryId } = await make.product(shop());
      const data = { ...bodies.products(categoryId), sku };
      const answer = await shop().manager.graphql(CREATE_PRODUCT, { data });
      expect(codesOf(answer)).toEqual(['CONFLICT']);
      expect(errorsOf(answer)[0]?.extensions.errors).toMatchObject([{ path: 'sku' }]);
      const remove = `mutation { deleteCategory(id: "${String(categoryId)}") { id } }`;
      expect(codesOf(await shop().manager.graphql(remove))).toEqual(['CONFLICT']);
    });

    it.each([
      ['a page above the maximum', '{ products(take: 101) { total } }'],
      ['a page of null', '{ products(take: null) { total } }'],
      ['skip and cursor', '{ products(skip: 1, cursor: "00000000-0000-4000-8000-000000000000") { total } }'],
      ['a cursor of nothing', '{ products(cursor: "00000000-0000-4000-8000-000000000000") { total } }'],
      ['a filter that is not valid', '{ products(where: { id: { equals: "x" } }) { total } }'],
      ['null where no value is missing', '{ products(where: { name: null }) { total } }'],
      ['an unknown property', '{ products(where: { colour: { equals: "x" } }) { total } }'],
      ['an order by null', '{ products(orderBy: [{ name: null }]) { total } }'],
      ['several hundred orders', `{ products(orderBy: [${'{ name: asc } '.repeat(500)}]) { total } }`],
      ['a filter nested too deeply', `{ products(where: ${'{ AND: ['.repeat(30)}{}${'] }'.repeat(30)}) { total } }`],
      [
        'a query nested very deeply',
        `{ products(where: ${'{ AND: ['.repeat(50_000)}{}${'] }'.repeat(50_000)}) { total } }`,
      ],
      ['a query that ends early', '{ products {'],
      ['an unknown field', '{ products { items { colour } } }'],
      ['a nested cursor that is no id', '{ categories(take: 1) { items { products(cursor: "x") { total } } } }'],
    ])('%s', (_, query) => expectRefusal(query));

    it('an order by two properties at once', () =>
      expectRefusal('{ products(orderBy: [{ name: asc, price: desc }]) { total } }'));

    it.each([
      ['a nested page above the maximum', '(take: 101)'],
      ['a nested filter that is not valid', '(where: { name: null })'],
    ])('%s', (_, query) => expectRefusal(`{ categories(take: 1) { items { products${query} { total } } } }`));

    it('to tell how a field of a record failed', async () => {
      await make.category(shop());
      const order = 'orderBy: [{ name: asc, createdAt: desc }]';
      const { text } = await shop().stranger.graphql(
        `{ categories(take: 1) { items { children(${order}) { total } } } }`,
      );
      expect(text).not.toMatch(/prisma|invocation|undefined/iu);
    });

    const expectRefusal = async (query: string): Promise<void> => {
      const answer = await shop().seeded.graphql(query);
      const codes = codesOf(answer);
      expect(codes).toHaveLength(1);
      expect([
        'BAD_REQUEST',
        'UNPROCESSABLE_ENTITY',
        'GRAPHQL_VALIDATION_FAILED',
        'GRAPHQL_PARSE_FAILED',
        'BAD_USER_INPUT',
      ]).toContain(codes[0]);
      expect(answer.text).not.toMatch(/stacktrace|node_modules|prisma/iu);
    };

    it.each([
      [
        'pages of pages',
        '{ orders(take: 100) { items { products(take: 100) { items { orders(take: 100) { total items { id } } } } } } }',
      ],
      [
        'pages of pages in a fragment',
        'query { orders(take: 100) { ...P } } fragment P on OrderPage { items { products(take: 100) { items { orders { items { id } } } } } }',
      ],
      [
        'a page under many names',
        `{ ${Array.from({ length: 101 }, (_, index) => `p${index}: products(take: 100) { items { id } }`).join(' ')} }`,
      ],
      [
        'pages whose size is a variable',
        'query ($n: Int!) { orders(take: $n) { items { products(take: $n) { items { orders(take: $n) { items { id } } } } } } }',
      ],
      [
        'what goes round in circles',
        `{ orders { items { ${'customer { orders { items { '.repeat(6)} id ${'} } } '.repeat(6)} } } }`,
      ],
    ])('a query that costs too much: %s', async (_, query) => {
      const answer = await shop().seeded.graphql(query, { n: 100 });
      expect(answer).toMatchObject({ status: 400 });
      expect(errorsOf(answer)[0]?.message).toMatch(/asks for more than 10000 records/u);
    });

    it('at once fragments that are spread many times, in circles or not', async () => {
      const spread = (name: string): string => `...${name} `.repeat(5);
      const chain = Array.from(
        { length: 11 },
        (_, index) => `fragment F${index} on Query { ${spread(`F${index + 1}`)} }`,
      );
      const queries = [
        `query { ...F } fragment F on Query { ${spread('F')} }`,
        `query { ...F0 } ${chain.join(' ')} fragment F11 on Query { __typename }`,
      ];
      // Of its own, because it may be stuck afterwards.
      const service = await shop().startAnother({});
      try {
        const requests = queries.map((query) =>
          fetch(`${service.url}/graphql`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ query }),
            signal: AbortSignal.timeout(1_000),
          }),
        );
        for (const { status } of await Promise.all(requests)) expect([200, 400]).toContain(status);
      } finally {
        await service.stop();
      }
    });

    it('nothing that asks for fewer records than that', async () => {
      // Fifty orders, and of each its customer and fifty lines with their products: 5,100 records.
      await ask(shop().seeded, '{ orders { items { id customer { id } lines { items { id product { id } } } } } }');
      // A hundred orders, and of each ninety-seven products: 9,800.
      await ask(shop().seeded, '{ orders(take: 100) { items { products(take: 97) { items { id } } } } }');
      // The schema is no record, however deep it is.
      const type = `type { ${'ofType { '.repeat(9)} name ${'} '.repeat(9)} }`;
      await ask(shop().seeded, `{ __schema { types { fields { args { ${type} } } } } }`);
    });

    it('several operations in one request, and queries of other sites', async () => {
      const batch = await shop().seeded.send('POST', '/graphql', { body: [{ query: '{ __typename }' }] });
      expect(batch.status).toBe(400);
      const simple = await shop().seeded.send('GET', '/graphql?query={__typename}');
      expect(simple.status).toBe(400);
    });
  });

  describe('permissions', () => {
    it.each([
      ['stranger', '{ products { total } }', 'UNAUTHORIZED'],
      ['stranger', '{ product(id: "x") { id } }', 'UNAUTHORIZED'],
      ['stranger', 'mutation { deleteOrder(id: 1) { id } }', 'UNAUTHORIZED'],
      ['clerk', '{ users { total } }', 'FORBIDDEN'],
      ['clerk', '{ suppliers { total } }', 'FORBIDDEN'],
      ['clerk', 'mutation { deleteOrder(id: 1) { id } }', 'FORBIDDEN'],
      ['clerk', 'mutation { createCategory(data: { name: "x" }) { id } }', 'FORBIDDEN'],
      ['manager', '{ passports { total } }', 'FORBIDDEN'],
      ['clerk', '{ products(where: { cost: { gt: "0" } }) { total } }', 'FORBIDDEN'],
      ['admin', '{ products(where: { NOT: [{ cost: { equals: null } }] }) { total } }', 'FORBIDDEN'],
      ['admin', '{ products(orderBy: [{ cost: asc }]) { total } }', 'FORBIDDEN'],
      ['clerk', '{ orders(where: { products: { some: { cost: { gt: "0" } } } }) { total } }', 'FORBIDDEN'],
      ['clerk', '{ products(where: { supplier: { companyName: { contains: "x" } } }) { total } }', 'FORBIDDEN'],
    ] as const)('%s: %s is %s', async (who, query, code) => {
      const answer = await shop()[who].graphql(query);
      expect(codesOf(answer)).toEqual([code]);
      expect(answer.body['data'] ?? null).toBe(null);
    });

    it('lets a stranger read what is public, and nothing that hangs on it', async () => {
      const { categoryId } = await make.product(shop());
      const category = (fields: string): string => `{ category(id: "${String(categoryId)}") { ${fields} } }`;
      expect(await ask(shop().stranger, category('id'))).toEqual({ category: { id: categoryId } });
      const answer = await shop().stranger.graphql(category('id products { total }'));
      expect(codesOf(answer)).toEqual([expect.stringMatching(/^UNAUTH/u)]);
      expect(answer.text).not.toContain('"total"');
    });

    it('calls a refusal the same inside of a record as at the top', async () => {
      await make.category(shop());
      const answer = await shop().stranger.graphql('{ categories(take: 1) { items { products { total } } } }');
      expect(codesOf(answer)).toEqual(['UNAUTHORIZED']);
    });

    it('answers null for a field that somebody may not view, wherever the record is', async () => {
      const { id } = await make.product(shop(), { code: unique() });
      const order = await make.order(shop(), { productIds: [id] });
      const line = await make.line(shop(), { orderId: order.id, productId: id });
      const read = async (client: ApiClient): Promise<string> =>
        JSON.stringify(
          await ask(
            client,
            `{ product(id: "${id}") { cost } products(where: { id: { equals: "${id}" } }) { items { cost } }
               order(id: ${order.id}) { products { items { cost } } lines { items { product { cost } } } }
               orderLine(id: "${line.id}") { product { cost } } }`,
          ),
        );
      expect((await read(shop().manager)).match(/"cost":"0\.5000"/gu)).toHaveLength(5);
      for (const client of [shop().clerk, shop().admin])
        expect((await read(client)).match(/"cost":null/gu)).toHaveLength(5);
    });

    it('refuses to show to-ones and lists whose entity somebody may not view', async () => {
      const supplier = await make.supplier(shop());
      const { id } = await make.product(shop(), { supplierId: supplier.id });
      const answer = await shop().clerk.graphql(`{ product(id: "${id}") { id supplier { companyName } } }`);
      expect(codesOf(answer)).toEqual(['FORBIDDEN']);
      expect(answer.text).not.toContain(String(supplier['companyName']));
    });

    it('refuses to set what somebody may not set', async () => {
      const { id, categoryId } = await make.product(shop());
      const update = 'mutation ($id: ID!, $data: UpdateProductInput!) { updateProduct(id: $id, data: $data) { id } }';
      for (const cost of ['1', null])
        expect(codesOf(await shop().admin.graphql(update, { id, data: { cost } }))).toEqual(['FORBIDDEN']);
      const data = { ...bodies.products(categoryId), cost: '1' };
      expect(codesOf(await shop().admin.graphql(CREATE_PRODUCT, { data }))).toEqual(['FORBIDDEN']);
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

import { describe, expect, it } from 'vitest';
import type { ApiClient } from '../generated-service/api-client.ts';
import { ask, codesOf, CREATE_PRODUCT, errorsOf } from './graphql-answers.ts';
import { bodies, make, unique, type Shop } from './open-shop.ts';

/** What GraphQL refuses, and how it says so. */
export function testGraphqlRefusals(shop: () => Shop): void {
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

    it('variables that are nested very deeply, by saying so', async () => {
      const where = `${'{"AND":['.repeat(20_000)}{}${']}'.repeat(20_000)}`;
      const query = 'query ($where: ProductWhereInput) { products(where: $where) { total } }';
      const body = `{"query":${JSON.stringify(query)},"variables":{"where":${where}}}`;
      const answer = await shop().seeded.send('POST', '/graphql', {
        body,
        headers: { 'content-type': 'application/json' },
      });
      expect(answer.status).toBe(400);
      expect(errorsOf(answer)).toMatchObject([
        { message: 'The request is nested too deeply: 100 levels at most.', extensions: { code: 'BAD_USER_INPUT' } },
      ]);
    });

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
}

import { beforeAll, expect, it } from 'vitest';
import type { Body } from '../generated-service/api-client.ts';
import type { Shop } from './open-shop.ts';

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: Body }[];
  readonly requestBody?: { readonly content: Body };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Body }>> }>
  >;
  readonly security?: readonly Body[];
}

interface Description {
  readonly openapi: string;
  readonly info: Body;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, { readonly properties?: Body; readonly required?: readonly string[] }>>;
  };
}

/** What a stranger may do: read categories, sign in, renew and sign out. */
const PUBLIC = [
  'get /api/categories',
  'get /api/categories/{id}',
  'get /api/categories/{id}/children',
  'post /api/auth/refresh',
  'post /api/auth/sign-in',
  'post /api/auth/sign-out',
];

/** The OpenAPI document says what the service does. */
export function testDescription(shop: () => Shop): void {
  let description: Description;
  const isDownload = (method: string, path: string): boolean => method === 'get' && /\/(?:photo|manual)$/u.test(path);
  let operations: readonly { readonly method: string; readonly path: string; readonly operation: Operation }[];
  beforeAll(async () => {
    description = (await shop().stranger.get('docs-json')).body as unknown as Description;
    operations = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
  });

  it('is an OpenAPI document, with a page for people', async () => {
    expect(description.openapi).toMatch(/^3\./u);
    expect(description.info).toMatchObject({ title: 'Shop' });
    expect(operations.length).toBeGreaterThan(60);
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const page = await shop().stranger.get('docs');
    expect([200, 301, 302]).toContain(page.status);
  });

  it('refers to schemas that are there', () => {
    const references = [...JSON.stringify(description).matchAll(/"\$ref":"([^"]+)"/gu)].map(([, name = '']) => name);
    expect(references.length).toBeGreaterThan(100);
    for (const reference of new Set(references))
      expect(Object.keys(description.components.schemas)).toContain(reference.replace('#/components/schemas/', ''));
  });

  it('describes each parameter of a path, each body and each answer', () => {
    for (const { method, path, operation } of operations) {
      const title = `${method} ${path}`;
      const inPath = operation.parameters?.filter((each) => each.in === 'path').map(({ name }) => name);
      expect(new Set(inPath), title).toEqual(new Set([...path.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name)));
      if (method === 'post' && !/auth\/(?:refresh|sign-out)/u.test(path))
        expect(operation.requestBody, title).toBeDefined();
      if (method === 'patch') expect(operation.requestBody, title).toBeDefined();
      expect(operation.responses, title).toHaveProperty('default');
      const good = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
      expect(good.length, title).toBe(1);
      for (const [status, { content }] of good)
        if (status !== '204' && !isDownload(method, path)) expect(content, `${title} ${status}`).toBeDefined();
    }
  });

  it('describes the bytes of a file', () => {
    for (const { method, path, operation } of operations)
      if (isDownload(method, path)) expect(operation.responses['200']?.content, path).toBeDefined();
  });

  it('describes the filter of lists', () => {
    const names = description.paths['/api/products']?.['get']?.parameters?.map(({ name }) => name);
    expect(names).toContain('where');
  });

  it('describes the parameters of lists', () => {
    for (const path of ['/api/products', '/api/customers/{id}/orders']) {
      const names = description.paths[path]?.['get']?.parameters?.map(({ name }) => name);
      expect(names, path).toEqual(expect.arrayContaining(['orderBy', 'skip', 'take', 'cursor', 'select']));
    }
  });

  it('describes properties with their bounds, and no password in an answer', () => {
    const { schemas } = description.components;
    expect(schemas['CreateProductInput']).toMatchObject({
      required: expect.arrayContaining(['name', 'sku', 'price', 'settings', 'categoryId']),
      properties: {
        name: { type: 'string', minLength: 2, maxLength: 200 },
        stock: { type: 'integer', minimum: 0 },
        rank: { type: 'integer', minimum: -40, maximum: 0, nullable: true },
        labels: { type: 'array' },
        released: { type: 'string', format: 'date' },
      },
    });
    expect(schemas['CreateProductInput']?.required).not.toContain('stock');
    expect(schemas['UserDto']?.properties).not.toHaveProperty('password');
    expect(schemas['User']?.properties ?? {}).not.toHaveProperty('password');
    const answered = description.paths['/api/users/{id}']?.['get']?.responses['200']?.content;
    expect(JSON.stringify(answered)).toContain('#/components/schemas/');
  });

  it('tells who signed in from the record of a user', () => {
    const { schemas } = description.components;
    const { $ref = '' } = (schemas['SignedIn']?.properties?.['user'] ?? {}) as { readonly $ref?: string };
    const { properties = {} } = schemas[$ref.replace('#/components/schemas/', '')] ?? {};
    expect(Object.keys(properties).toSorted()).toEqual(['id', 'roles', 'username']);
  });

  it('answers 401 to a stranger at every path but the public ones', async () => {
    const open: string[] = [];
    for (const { method, path } of operations) {
      const address = path.replaceAll(/\{\w+\}/gu, '1');
      const { status } = await shop().stranger.send(method.toUpperCase(), address);
      if (status !== 401 || path.startsWith('/api/auth/refresh')) open.push(`${method} ${path}`);
    }
    expect(open.toSorted()).toEqual(PUBLIC);
    expect(operations.length).toBeGreaterThan(60);
  });

  it('marks what needs a token, and only that', () => {
    const unmarked = operations
      .filter(({ operation }) => (operation.security ?? []).length === 0)
      .map(({ method, path }) => `${method} ${path}`);
    expect(unmarked.toSorted()).toEqual(PUBLIC);
  });

  it('has no route for an action that is disabled', () => {
    expect(Object.keys(description.paths['/api/passports/{id}'] ?? {}).toSorted()).toEqual(['get', 'patch']);
  });
}

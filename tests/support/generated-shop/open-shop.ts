import { readFile } from 'node:fs/promises';
import { parseServiceModel, type DatabaseKind } from '@amplication/domain';
import {
  buildGeneratedServer,
  runGeneratedServer,
  runScript,
  writeService,
  type RunningService,
} from '@amplication/test-kit';
import { newApiClient, type ApiClient, type Body } from '../generated-service/api-client.ts';
import { openDatabaseDoor, type DatabaseDoor } from '../generated-service/database-door.ts';
import { openServiceDatabase, type ServiceDatabase } from '../generated-service/service-database.ts';

/** The generated shop, running over a real database, with somebody of each role. */
export interface Shop {
  readonly url: string;
  /** Nobody: without a token. */
  readonly stranger: ApiClient;
  /** What `npm run seed` creates: all roles. */
  readonly seeded: ApiClient;
  readonly admin: ApiClient;
  readonly manager: ApiClient;
  readonly clerk: ApiClient;
  readonly seededPassword: string;
  readonly database: ServiceDatabase;
  readonly door: DatabaseDoor;
  /** Over the same database: strict limits, another origin that pages may come from, and a proxy in front. */
  readonly production: RunningService;
  /** Another process of the same build over the same database, with settings of its own. */
  readonly startAnother: (settings: Readonly<Record<string, string>>) => Promise<RunningService>;
  readonly close: () => Promise<void>;
}

/** The origin of pages that may use `production`. */
export const ELSEWHERE = 'https://elsewhere.example';

/** The password of the users that the tests create. */
export const PASSWORD = 'a long password';

/** Generates, builds, migrates, seeds and starts the shop. */
export async function openShop(kind: DatabaseKind): Promise<Shop> {
  const model = JSON.parse(await readFile(new URL('../../../examples/shop/model.json', import.meta.url), 'utf8'));
  const written = await writeService({ ...parseServiceModel(model), database: kind });
  const database = await openServiceDatabase(kind);
  const door = await openDatabaseDoor(database.url, kind);
  await buildGeneratedServer(written.server);
  await runScript(written.server, 'migrate', { DATABASE_URL: database.url });
  const printed = await runScript(written.server, 'seed', { DATABASE_URL: database.url });
  const seededPassword = /password (\S+)$/u.exec(printed)?.[1] ?? '';
  const startAnother = (settings: Readonly<Record<string, string>>): Promise<RunningService> =>
    runGeneratedServer({ directory: written.server, databaseUrl: door.url, settings });
  const [service, production] = await Promise.all([
    startAnother({ REQUESTS_PER_MINUTE: '1000000' }),
    startAnother({
      NODE_ENV: 'production',
      REQUESTS_PER_MINUTE: '40',
      TRUSTED_PROXIES: '1',
      CORS_ORIGINS: `${ELSEWHERE}, https://b.example:8443`,
    }),
  ]);
  const { url } = service;
  const seeded = await signIn(url, 'admin', seededPassword);
  const users = ['admin', 'manager', 'clerk'].map(async (role) => {
    await seeded.create('users', { username: `the ${role}`, password: PASSWORD, roles: [role] });
    return signIn(url, `the ${role}`, PASSWORD);
  });
  const [admin, manager, clerk] = (await Promise.all(users)) as [ApiClient, ApiClient, ApiClient];
  return {
    url,
    stranger: newApiClient(url),
    seeded,
    admin,
    manager,
    clerk,
    seededPassword,
    database,
    door,
    production,
    startAnother,
    close: async () => {
      await Promise.all([service.stop(), production.stop()]);
      await door.remove();
      await database.drop();
      await written.remove();
    },
  };
}

/** A client with the access token of somebody who signed in. */
export async function signIn(url: string, username: string, password: string): Promise<ApiClient> {
  const { status, body, text } = await newApiClient(url).post('auth/sign-in', { username, password });
  if (status !== 200) throw new Error(`${username} cannot sign in: ${status} ${text}`);
  return newApiClient(url, { authorization: `Bearer ${String(body['accessToken'])}` });
}

let count = 0;

/** A text that no other record has. */
export function unique(prefix = 'x'): string {
  return `${prefix}-${(count += 1)}`;
}

type Created = Body & { readonly id: string | number };

/** Bodies that create a record of each entity, with what is required only. */
export const bodies = {
  categories: () => ({ name: unique('Category') }),
  suppliers: () => ({
    companyName: unique('Supplier'),
    email: `${unique('s')}@example.com`,
    office: { latitude: 1, longitude: 2 },
  }),
  customers: () => ({ name: unique('Customer') }),
  users: () => ({ username: unique('user'), password: PASSWORD, roles: [] }),
  products: (categoryId: unknown) => ({
    name: unique('Product'),
    sku: unique('sku'),
    price: '1',
    settings: {},
    categoryId,
  }),
  orders: (customerId: unknown) => ({ orderedAt: '2026-01-31T12:00:00Z', status: 'Open', customerId }),
  orderLines: (orderId: unknown, productId: unknown) => ({ quantity: 1, unitPrice: '1', orderId, productId }),
  passports: (holderId: unknown) => ({ code: unique('P'), holderId }),
};

/** Creates records with the others that they need, as the seeded user, who may do everything. */
export const make = {
  category: ({ seeded }: Shop, more: Body = {}): Promise<Created> =>
    seeded.create('categories', { ...bodies.categories(), ...more }),
  supplier: ({ seeded }: Shop, more: Body = {}): Promise<Created> =>
    seeded.create('suppliers', { ...bodies.suppliers(), ...more }),
  customer: ({ seeded }: Shop, more: Body = {}): Promise<Created> =>
    seeded.create('customers', { ...bodies.customers(), ...more }),
  product: async (shop: Shop, more: Body = {}): Promise<Created> =>
    shop.seeded.create('products', {
      ...bodies.products(more['categoryId'] ?? (await make.category(shop)).id),
      ...more,
    }),
  order: async (shop: Shop, more: Body = {}): Promise<Created> =>
    shop.seeded.create('orders', { ...bodies.orders(more['customerId'] ?? (await make.customer(shop)).id), ...more }),
  line: async (shop: Shop, more: Body = {}): Promise<Created> => {
    const orderId = more['orderId'] ?? (await make.order(shop)).id;
    const productId = more['productId'] ?? (await make.product(shop)).id;
    return shop.seeded.create('order-lines', { ...bodies.orderLines(orderId, productId), ...more });
  },
};

/** The properties that a problem document complains of. */
export function faultsOf({ body }: { readonly body: Body }): readonly string[] {
  return ((body['errors'] ?? []) as readonly { readonly path: string }[]).map(({ path }) => path);
}

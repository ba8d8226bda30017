import { expect } from 'vitest';
import { newApiClient } from '../generated-service/api-client.ts';
import { signIn } from '../generated-shop/open-shop.ts';
import {
  choose,
  fill,
  openList,
  readColumn,
  save,
  signInToPages,
  signOutOfPages,
  waitForList,
  type Pages,
} from './open-pages.ts';
import type { SeededService } from './run-example.ts';
import type { Step } from './steps.ts';

const CLERK = 'clara';
const PASSWORD = 'a long password';
const FORBIDDEN = 'You may not see this page';
/** As long as the browser itself is waited for. */
const PATIENT = { timeout: 15_000 };

/** What the people of the shop do with its admin UI; it begins signed in as the seeded user. */
export async function tellShopStory(step: Step, pages: Pages, service: SeededService): Promise<void> {
  await step('browser: customers, a category, products', () => fillShop(pages));
  await step('browser: an order with its customer and products', () => takeOrders(pages));
  await step('browser: filter and sort', () => findOrders(pages));
  await step('browser: what is wrong is said', () => makeMistakes(pages));
  await step('browser: a user of another role', () => addClerk(pages));
  await step('browser: sign out, sign in as that user', async () => {
    await signOutOfPages(pages);
    await signInToPages(pages, CLERK, PASSWORD);
  });
  await step('browser: what the role forbids is not offered', () => lookAround(pages));
  await step('API: what the role forbids is refused', () => tryForbidden(service));
  await step('browser: 390 pixels, dark', () => lookNarrow(pages));
  await step('browser: sign out', async () => {
    await signOutOfPages(pages);
    await pages.page.goBack();
    await pages.page.getByRole('button', { name: 'Sign in' }).waitFor();
  });
}

async function openForm(pages: Pages, route: string, label: string): Promise<void> {
  await openList(pages, route);
  await pages.page.getByRole('link', { name: `New ${label}`, exact: true }).click();
  await pages.page.getByRole('heading', { level: 1, name: `New ${label}`, exact: true }).waitFor();
}

async function fillShop(pages: Pages): Promise<void> {
  for (const name of ['Ada Lovelace', 'Grace Hopper']) {
    await openForm(pages, 'customers', 'Customer');
    await fill(pages, 'Name', name);
    await save(pages, name);
  }
  await openForm(pages, 'categories', 'Category');
  await fill(pages, 'Name', 'Tools');
  await save(pages, 'Tools');
  for (const [name, price] of [
    ['Hammer', '12.5'],
    ['Pliers', '7'],
  ] as const) {
    await openForm(pages, 'products', 'Product');
    await fill(pages, 'Name', name);
    await fill(pages, 'Sku', name.toUpperCase());
    await fill(pages, 'Price', price);
    await fill(pages, 'Settings', '{"colour": "red"}');
    await choose(pages, 'Category', 'Tools');
    if (name === 'Hammer') await pages.show('shop-new-product');
    await save(pages, name);
  }
  await pages.show('shop-product');
}

async function takeOrders(pages: Pages): Promise<void> {
  const { page } = pages;
  await openForm(pages, 'orders', 'Order');
  await fill(pages, 'Ordered At', '2026-03-02T09:30');
  await choose(pages, 'Status', 'Open');
  await fill(pages, 'City', 'London');
  await fill(pages, 'Freight', '4.90');
  await choose(pages, 'Customer', 'Ada Lovelace');
  await choose(pages, 'Products', 'Hammer', 'Pliers');
  await pages.show('shop-new-order');
  await save(pages, 'Order 1');
  await page.getByRole('definition').getByRole('link', { name: 'Ada Lovelace' }).waitFor();
  const products = page.getByRole('region', { name: 'Products' });
  for (const name of ['Hammer', 'Pliers']) await products.getByRole('link', { name, exact: true }).waitFor();
  await pages.show('shop-order');
  for (const [title, day, customer, status] of [
    ['Order 2', '2026-03-01', 'Grace Hopper', 'Paid'],
    ['Order 3', '2026-03-03', 'Ada Lovelace', 'Shipped'],
  ] as const) {
    await openForm(pages, 'orders', 'Order');
    await fill(pages, 'Ordered At', `${day}T12:00`);
    await choose(pages, 'Status', status);
    await choose(pages, 'Customer', customer);
    await save(pages, title);
  }
}

async function findOrders(pages: Pages): Promise<void> {
  const { page } = pages;
  await openList(pages, 'orders');
  const sort = page.getByRole('button', { name: 'Ordered At' });
  const header = page.getByRole('columnheader', { name: 'Ordered At' });
  await sort.click();
  await expect.poll(() => header.getAttribute('aria-sort'), PATIENT).toBe('ascending');
  await expect.poll(() => readColumn(pages, 'Status'), PATIENT).toEqual(['Paid', 'Open', 'Shipped']);
  await sort.click();
  await expect.poll(() => readColumn(pages, 'Status'), PATIENT).toEqual(['Shipped', 'Open', 'Paid']);
  await page.getByRole('button', { name: 'Add filter' }).click();
  await page.getByRole('menuitem', { name: 'Customer', exact: true }).click();
  await choose(pages, 'Customer: value', 'Ada Lovelace');
  await expect.poll(() => readColumn(pages, 'Status'), PATIENT).toEqual(['Shipped', 'Open']);
  await page.getByRole('button', { name: 'Add filter' }).click();
  await page.getByRole('menuitem', { name: 'Status', exact: true }).click();
  await choose(pages, 'Status: value', 'Open');
  await expect.poll(() => readColumn(pages, 'City'), PATIENT).toEqual(['London']);
  await pages.show('shop-orders-filtered');
  // What is shown stands in the address.
  await page.reload();
  await waitForList(pages);
  expect(await readColumn(pages, 'City')).toEqual(['London']);
}

async function makeMistakes(pages: Pages): Promise<void> {
  const { page } = pages;
  await openForm(pages, 'orders', 'Order');
  await fill(pages, 'Freight', '-1');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('At least 0.').waitFor();
  expect(await page.locator('form [aria-invalid=true]').count()).toBe(4);
  await pages.show('shop-mistakes');
  await page.getByRole('navigation', { name: 'Entities' }).locator('a[href="/orders"]').click();
  await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Leave' }).click();
  await waitForList(pages);
}

async function addClerk(pages: Pages): Promise<void> {
  await openForm(pages, 'users', 'User');
  await fill(pages, 'Username', CLERK);
  await fill(pages, 'Password', PASSWORD);
  await choose(pages, 'Roles', 'clerk');
  await pages.show('shop-new-user');
  await save(pages, CLERK);
}

async function lookAround(pages: Pages): Promise<void> {
  const { page } = pages;
  const links = page.getByRole('navigation', { name: 'Entities' }).getByRole('link');
  expect(await links.allInnerTexts()).toEqual(['Categories', 'Customers', 'Orders', 'Order Lines', 'Products']);
  await openList(pages, 'orders');
  await page
    .getByRole('link', { name: /^Edit /u })
    .first()
    .waitFor();
  expect(await page.getByRole('button', { name: /^Delete / }).count()).toBe(0);
  await openList(pages, 'products');
  expect(await page.getByRole('link', { name: /^(?:New|Edit) / }).count()).toBe(0);
  await page.getByRole('link', { name: 'Hammer', exact: true }).click();
  await page.getByRole('term').filter({ hasText: 'Price' }).waitFor();
  expect(await page.getByRole('term').allInnerTexts()).not.toContain('Cost');
  await pages.show('shop-product-as-clerk');
  for (const path of ['users', 'users/new', 'products/new', 'suppliers']) {
    await page.goto(`${pages.url}/${path}`);
    await page.getByText(FORBIDDEN).waitFor();
  }
  await pages.show('shop-forbidden');
}

async function tryForbidden({ url }: SeededService): Promise<void> {
  const clerk = await signIn(url, CLERK, PASSWORD);
  const [order] = await clerk.find('orders', {});
  const [product] = await clerk.find('products', {});
  expect(product).not.toHaveProperty('cost');
  const answers = [
    await clerk.delete(`orders/${String(order?.['id'])}`),
    await clerk.patch(`products/${String(product?.['id'])}`, { name: 'Mine' }),
    await clerk.post('users', { username: 'mine', password: PASSWORD, roles: ['admin'] }),
    await clerk.get('users'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  expect((await newApiClient(url).get('orders')).status).toBe(401);
}

async function lookNarrow(pages: Pages): Promise<void> {
  const { page } = pages;
  await page.setViewportSize({ width: 390, height: 800 });
  await page.emulateMedia({ colorScheme: 'dark' });
  for (const [name, path] of [
    ['home', ''],
    ['orders', 'orders?status.in=Open&status.in=Paid&orderedAt.gte=2026-03-01T00:00'],
    ['new-order', 'orders/new'],
    ['order', 'orders/1'],
    ['product', 'products'],
  ] as const) {
    await page.goto(`${pages.url}/${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expect.poll(() => page.getByRole('status', { name: 'Loading' }).count(), PATIENT).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), path).toBe(true);
    await pages.show(`shop-narrow-${name}`);
  }
  await page.getByRole('button', { name: 'Navigation' }).click();
  await page.getByRole('navigation', { name: 'Entities' }).getByRole('link', { name: 'Customers' }).waitFor();
  await pages.show('shop-narrow-navigation');
  await page.getByRole('navigation', { name: 'Entities' }).getByRole('link', { name: 'Customers' }).click();
  await waitForList(pages);
}

import { expect } from 'vitest';
import { choose, fill, openList, save, type Pages } from './open-pages.ts';
import type { SampleEntity } from './sample-entity.ts';

/** Opens the list of every entity, from the first page on. */
export async function visitLists(pages: Pages): Promise<number> {
  const { page } = pages;
  await page.getByRole('heading', { level: 1 }).waitFor();
  const links = page.getByRole('navigation', { name: 'Entities' }).getByRole('link');
  const routes = await links.evaluateAll((found) => found.map((link) => link.getAttribute('href')?.slice(1) ?? ''));
  for (const route of routes) {
    await openList(pages, route);
    expect(await page.getByRole('alert').allInnerTexts(), route).toEqual([]);
  }
  return routes.length;
}

/** Creates a record by the form, sees it, changes it and deletes it. */
export async function keepRecord(pages: Pages, sample: SampleEntity): Promise<void> {
  const { page } = pages;
  await openList(pages, sample.route);
  await page.getByRole('link', { name: `New ${sample.label}`, exact: true }).click();
  for (const { label, value, by } of sample.values) {
    if (by === 'choosing') await choose(pages, label, String(value));
    if (by === 'typing') await fill(pages, label, String(value));
  }
  await save(pages, String(sample.title.value));
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: `Edit ${sample.title.value}`, exact: true }).waitFor();
  await fill(pages, sample.text.label, 'Change');
  const title = sample.text === sample.title ? 'Change' : String(sample.title.value);
  await save(pages, title);
  await page.getByRole('definition').filter({ hasText: 'Change' }).first().waitFor();
  await openList(pages, sample.route);
  await page.getByRole('link', { name: title, exact: true }).waitFor();
  await page.getByRole('button', { name: `Delete ${title}`, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText(/^There are no .* yet$/u).waitFor();
}

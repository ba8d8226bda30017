import type { Page } from 'playwright-core';
import { launchBrowser, takePicture } from '../browser.ts';

/** An admin UI in a browser. */
export interface Pages {
  readonly page: Page;
  readonly url: string;
  /** Errors of scripts, and what the console complained of. */
  readonly faults: readonly string[];
  /** Leaves a picture where SCREENSHOTS_DIR is set. */
  readonly show: (name: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens an admin UI in a browser that nobody has used. */
export async function openPages(url: string): Promise<Pages> {
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
  page.setDefaultTimeout(15_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    // Who is not signed in yet hears so from the server, which the browser reports, too.
    const isExpected = message.location().url.endsWith('/api/auth/refresh');
    if (['error', 'warning'].includes(message.type()) && !isExpected) faults.push(message.text());
  });
  try {
    await page.goto(url);
  } catch (error) {
    await browser.close();
    throw error;
  }
  return { page, url, faults, show: (name) => takePicture(page, name, true), close: () => browser.close() };
}

/** Signs in where the pages ask for it. */
export async function signInToPages({ page }: Pages, username: string, password: string): Promise<void> {
  await page.getByLabel('Username').fill(username);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: `Signed in as ${username}` }).waitFor();
}

/** Signs out by the menu. */
export async function signOutOfPages({ page }: Pages): Promise<void> {
  await page.getByRole('button', { name: /^Signed in as/u }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
}

/** Opens the list of an entity by the navigation, and waits until it is there. */
export async function openList(pages: Pages, route: string): Promise<void> {
  const { page } = pages;
  const link = page.getByRole('navigation', { name: 'Entities' }).locator(`a[href="/${route}"]`);
  const title = await link.innerText();
  await link.click();
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  await waitForList(pages);
}

/** Waits until the records of a list are there. */
export async function waitForList({ page }: Pages): Promise<void> {
  await page.locator('[aria-busy=false]').waitFor();
}

/** What stands in a column of a list, from top to bottom. */
export async function readColumn({ page }: Pages, label: string): Promise<readonly string[]> {
  const headers = await page.getByRole('columnheader').allInnerTexts();
  const index = headers.findIndex((text) => text.replace(/ [↑↓]$/u, '').trim() === label);
  return page.locator(`tbody tr > td:nth-child(${index + 1})`).allInnerTexts();
}

/** Fills an input in. */
export async function fill({ page }: Pages, label: string, text: string): Promise<void> {
  await page
    .getByLabel(label, { exact: true })
    .or(page.getByLabel(`${label} *`, { exact: true }))
    .first()
    .fill(text);
}

/** Chooses an option, or a record by its title, where several may be chosen. */
export async function choose({ page }: Pages, label: string, ...titles: readonly string[]): Promise<void> {
  const box = page.getByRole('combobox', { name: label, exact: true });
  for (const title of titles) {
    await box.fill(title);
    await page.getByRole('option', { name: title, exact: true }).click();
  }
  await page.keyboard.press('Escape');
}

/** Saves a form, and waits for the page of the record. */
export async function save({ page }: Pages, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
}

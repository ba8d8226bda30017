import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { expect } from 'vitest';

/** Chromium without a look at other networks, in a container too. */
const CHROMIUM_ARGUMENTS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a Chromium that nobody has used; `CHROMIUM_PATH` says which. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(process.env['CHROMIUM_PATH'] === undefined ? {} : { executablePath: process.env['CHROMIUM_PATH'] }),
    args: CHROMIUM_ARGUMENTS,
  });
}

/** Leaves a picture where SCREENSHOTS_DIR is set. */
export async function takePicture(page: Page, name: string, fullPage = false): Promise<void> {
  const directory = process.env['SCREENSHOTS_DIR'];
  if (directory === undefined) return;
  await mkdir(directory, { recursive: true });
  await page.screenshot({ path: join(directory, `${name}.png`), animations: 'disabled', fullPage });
}

/** Looks at a page in both themes, wide and narrow, and takes pictures; no page may be wider than its window. */
export async function showPage(page: Page, name: string): Promise<void> {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      await takePicture(page, `${name}-${width}-${colorScheme}`, true);
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

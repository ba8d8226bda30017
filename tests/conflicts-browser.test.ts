import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startStack, type Stack } from '@amplication/test-kit';
import { launchBrowser, showPage } from './support/browser.ts';
import { INPUT, SCHEMA, openConflictBench, type ConflictBench } from './support/conflict-bench.ts';

/** What a person does with conflicts in a real browser. With SCREENSHOTS_DIR set it leaves pictures there. */
describe.skipIf(process.env['E2E'] === 'skip')('the Conflicts page', () => {
  let stack: Stack;
  let bench: ConflictBench;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    stack = await startStack();
    bench = await openConflictBench(stack, 'conflicts');
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(stack.url);
    await button('Continue as the demo user').click();
    await page.getByRole('link', { name: /Digital media store/u }).waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await stack.stop();
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const link = (name: string | RegExp) => page.getByRole('link', { name });
  const show = (name: string): Promise<void> => showPage(page, name);

  it('says that there is nothing to decide', async () => {
    await page.goto(`${stack.url}/projects/${bench.projectId}/conflicts`);
    await page.getByText('Nothing to decide').waitFor();
    await show('empty');
  });

  it('lists what a build met, by itself, with a count in the tab', async () => {
    await bench.editMain(SCHEMA, INPUT);
    await bench.changeModel();
    expect(await bench.generate()).toMatchObject({ state: 'conflicted' });
    await page.getByLabel('2 to decide').waitFor();
    await link(SCHEMA).waitFor();
    await show('list');
  });

  it('leads there from the build', async () => {
    const [conflict] = await bench.list();
    await page.goto(`${stack.url}/projects/${bench.projectId}/builds/${conflict?.buildId ?? ''}`);
    await link('Decide on the Conflicts page').click();
    await link(SCHEMA).waitFor();
  });

  it('shows the sides, and saves an edited result', async () => {
    await link(INPUT).click();
    await page.getByLabel(`Yours: ${INPUT}`).getByText('maxLength: 99').waitFor();
    await page
      .getByLabel(`Generated: ${INPUT}`)
      .getByText(/maxLength: 12\d/u)
      .first()
      .waitFor();
    expect(await button('Save this result').isDisabled()).toBe(true);
    await show('conflict');
    const result = page.getByLabel(`Result: ${INPUT}`);
    await result.locator('.cm-line').filter({ hasText: 'maxLength: 99' }).first().click();
    await page.keyboard.press('Home');
    await page.keyboard.type('// checked by a user');
    await page.keyboard.press('Enter');
    await button('Save this result').click();
    await page.getByText('edited', { exact: true }).waitFor();
    expect(await bench.read('amplication', INPUT)).toContain('// checked by a user\n');
    await show('edited');
  });

  it('takes all that is left, after a question', async () => {
    await link('All conflicts').click();
    await link(SCHEMA).waitFor();
    await button('Resolve all').click();
    await page.getByRole('menuitem', { name: 'Take all generated' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take all generated' }).click();
    await page.getByText('Nothing to decide').waitFor();
    expect(await bench.read('amplication', SCHEMA)).not.toContain('VarChar(99)');
    // The page hears of the decision when it stands; GitLab's merge request follows it.
    await vi.waitUntil(async () => !(await bench.mergeRequest(2)).draft, { timeout: 10_000 });
    await page.getByText('All', { exact: true }).click();
    await page.getByText('generated taken').waitFor();
    await show('decided');
  });

  it('met no script error', () => {
    expect(faults).toEqual([]);
  });
});

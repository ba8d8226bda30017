import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStack, type Stack } from '@amplication/test-kit';
import { launchBrowser, takePicture } from './support/browser.ts';

/**
 * The main job as a new user does it, in a real browser. With SCREENSHOTS_DIR set it leaves the pictures of the guide there.
 */
describe.skipIf(process.env['E2E'] === 'skip')('the story of a new user', () => {
  let stack: Stack;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    stack = await startStack();
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => faults.push(error.message));
  });
  afterAll(async () => {
    await browser.close();
    await stack.stop();
  });

  const show = (name: string): Promise<void> => takePicture(page, name);
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const link = (name: string | RegExp) => page.getByRole('link', { name });

  it('signs in as the demo user and opens the project', async () => {
    await page.goto(stack.url);
    await button('Continue as the demo user').click();
    await link(/Digital media store/u).click();
    await page.getByRole('link', { name: 'Chinook' }).waitFor();
    await show('service-catalog');
  });

  it('connects GitLab: Select Git Organization, Add Organization, GitLab, authorize', async () => {
    await page.getByRole('tab', { name: 'Git Settings' }).or(link('Git Settings')).first().click();
    await button('Select Git Organization').click();
    await show('select-git-organization');
    await page.getByRole('menuitem', { name: 'Add Organization' }).click();
    await page.getByRole('dialog').getByRole('heading', { name: 'GitLab' }).waitFor();
    await show('add-organization');
    await button(/GitLab sandbox/u).click();
    await page.waitForURL(`${stack.sandbox.url}/**`);
    await button(/@demo/u).click();
    await button('Authorize').waitFor();
    await show('authorize');
    await button('Authorize').click();
    await page.waitForURL(`${stack.url}/projects/*/git-settings?gitOrganization=*`);
  });

  it('selects a repository', async () => {
    await button('Select repository').click();
    await page.getByLabel('Search').fill('handbook');
    await show('select-repository');
    await button('Select acme/platform/handbook').click();
    await link('acme/platform/handbook').waitFor();
    await show('git-settings');
  });

  it('changes an entity and sees it under Pending changes', async () => {
    await page.getByRole('tab', { name: 'Service Catalog' }).or(link('Service Catalog')).first().click();
    await link('Chinook').click();
    await link('Artist').click();
    await button('Add field').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('country');
    await dialog.getByRole('button', { name: 'Add field' }).click();
    await page.getByRole('complementary', { name: 'Pending changes' }).getByText('Artist.country').waitFor();
    await show('pending-changes');
  });

  it('generates the code and follows the log', async () => {
    await button('Generate the code').click();
    await page.waitForURL('**/builds/*');
    await page.getByText(/Generated \d+ files/u).waitFor();
    await link(/View merge request !1/u).waitFor();
    // GitLab finds it out a moment later, and the page hears of it.
    await page.getByText('Ready to be merged').waitFor();
    await show('build');
  });

  it('reviews and merges the merge request in GitLab', async () => {
    await link(/View merge request !1/u).click();
    await page.waitForURL(`${stack.sandbox.url}/**`);
    await page.getByText('chore: update generated code').first().waitFor();
    await show('merge-request');
    const merge = page.getByRole('button', { name: 'Merge', exact: true });
    // GitLab works out whether it can be merged after somebody looked.
    await expect
      .poll(async () => {
        await page.reload();
        return merge.count();
      })
      .toBe(1);
    await merge.click();
    await page.getByText('Merged', { exact: false }).first().waitFor();
  });

  it('sees merged on the Commits tab', async () => {
    await page.goto(stack.url);
    await link(/Digital media store/u).click();
    await page.getByRole('tab', { name: 'Commits' }).or(link('Commits')).first().click();
    await page.getByText('merged', { exact: true }).first().waitFor();
    await show('commits');
  });

  it('works at 390 pixels and in the dark, without a sideways scroll bar', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    await page.emulateMedia({ colorScheme: 'dark' });
    for (const path of ['', '/commits', '/git-settings']) {
      await page.goto(`${page.url().replace(/(\/projects\/[^/]+).*/u, '$1')}${path}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      await show(`narrow${path.replace('/', '-')}`);
    }
  });

  it('met no script error', () => {
    expect(faults).toEqual([]);
  });
});

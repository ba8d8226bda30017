import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStack, type Stack } from '@amplication/test-kit';
import { launchBrowser, showPage } from './support/browser.ts';

/** What a person says of a service beside its plain fields, in a real browser. With SCREENSHOTS_DIR set it leaves pictures there. */
describe.skipIf(process.env['E2E'] === 'skip')('the pages of a model', () => {
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
    await page.goto(stack.url);
    await button('Continue as the demo user').click();
    await link(/Digital media store/u).click();
    await link('Chinook').click();
    await link('Artist').waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await stack.stop();
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const link = (name: string | RegExp) => page.getByRole('link', { name });
  const tab = (name: string, label: string) =>
    page.getByRole('tablist', { name: label }).getByRole('tab', { name, exact: true });
  const pending = () => page.getByRole('complementary', { name: 'Pending changes' });
  const isSaved = () => page.getByText('Saved. It is in the pending changes').first().waitFor();
  const choose = async (label: string, option: string): Promise<void> => {
    await page.getByRole('combobox', { name: label, exact: true }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
    // Leaves a list of several choices; Escape would close a dialog, too.
    await page.keyboard.press('Tab');
  };
  const show = (name: string): Promise<void> => showPage(page, name);

  it('says that nobody signs in, and leads to where that is chosen', async () => {
    await link('Artist').click();
    await tab('Permissions', 'Entity').click();
    await page.getByText('Nobody can sign in to this service').waitFor();
    expect(await page.getByRole('radio', { name: 'Create: All roles' }).isDisabled()).toBe(true);
    await link('settings of the service').click();
    await page.getByRole('region', { name: 'Sign-in' }).waitFor();
  });

  it('lets people sign in, with a role of its own', async () => {
    await button('Add User entity').click();
    await pending().getByText('User', { exact: true }).waitFor();
    const roles = page.getByRole('region', { name: 'Roles' });
    await roles.getByText('admin').first().waitFor();
    await roles.getByRole('button', { name: 'Add role' }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).last().fill('Sales Clerk');
    await page.getByRole('dialog').getByRole('button', { name: 'Add role' }).click();
    await roles.getByText('sales-clerk').waitFor();
  });

  it('changes what is generated, and says what does not go together', async () => {
    await page.getByRole('checkbox', { name: 'REST API' }).uncheck();
    await page.getByRole('form', { name: 'Settings' }).getByRole('button', { name: 'Save' }).click();
    await page.getByText('The admin UI talks to the REST API').waitFor();
    await page.getByRole('checkbox', { name: 'REST API' }).check();
    await page.getByRole('checkbox', { name: 'GraphQL API' }).uncheck();
    await page.getByRole('form', { name: 'Settings' }).getByRole('button', { name: 'Save' }).click();
    await isSaved();
    await show('service-settings');
  });

  it('chooses plugins in their order, and says what one of them refuses', async () => {
    const plugins = page.getByRole('region', { name: 'Plugins' });
    const dialog = page.getByRole('dialog');
    const add = async (name: string): Promise<void> => {
      await plugins.getByRole('button', { name: 'Add plugin' }).click();
      await page.getByRole('menuitem', { name: new RegExp(`^${name}`, 'u') }).click();
    };
    await add('kafka');
    await dialog.getByLabel('Entities whose events are published').fill('Nothing');
    await dialog.getByRole('button', { name: 'Add plugin' }).click();
    await dialog.getByText('the service has no entity "Nothing"').waitFor();
    await show('plugin-refused');
    await dialog.getByLabel('Entities whose events are published').fill('Track');
    await dialog.getByRole('button', { name: 'Add plugin' }).click();
    await plugins.getByRole('cell', { name: /^kafka/u }).waitFor();
    await add('codeowners');
    await dialog.getByLabel('Owners of everything').fill('@music');
    await dialog.getByRole('button', { name: 'Add plugin' }).click();
    await plugins.getByRole('button', { name: 'Run codeowners earlier' }).click();
    await plugins
      .getByRole('row', { name: /codeowners/u })
      .first()
      .waitFor();
    await expect.poll(() => plugins.getByRole('row').nth(1).innerText()).toContain('codeowners');
    await plugins.getByRole('button', { name: 'Settings of plugin kafka' }).click();
    expect(await dialog.getByLabel('Entities whose events are published').inputValue()).toBe('Track');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await show('plugins');
    await plugins.getByRole('button', { name: 'Remove plugin codeowners' }).click();
    await dialog.getByRole('button', { name: 'Remove plugin' }).click();
    await plugins.getByRole('cell', { name: /^codeowners/u }).waitFor({ state: 'detached' });
  });

  it('keeps an action for one role, by the keyboard', async () => {
    await tab('Entities', 'Service').click();
    await link('Artist').click();
    await tab('Permissions', 'Entity').click();
    await page.getByRole('radio', { name: 'Create: Public' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('radio', { name: 'Create: Some roles' }).isChecked()).toBe(true);
    await button('Save').click();
    await page.getByText('Choose a role.').waitFor();
    await choose('Roles that may create', 'Sales Clerk');
    await button('Add rule').click();
    await choose('Field of rule 1', 'name');
    await choose('Roles of rule 1', 'Admin');
    await show('permissions');
    await button('Save').click();
    await isSaved();
    await pending().getByText('Artist', { exact: true }).waitFor();
    await pending()
      .getByRole('button', { name: /^Artist/u })
      .click();
    await pending().getByText('May create', { exact: true }).waitFor();
  });

  it('keeps a role that a permission names', async () => {
    await tab('Settings', 'Service').click();
    await button('Remove role sales-clerk').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove role' }).click();
    await page.getByText('is in permissions of Artist').waitFor();
  });

  it('adds a unique key', async () => {
    await tab('Entities', 'Service').click();
    await link('PlaylistTrack').click();
    await tab('Keys and Indexes', 'Entity').click();
    await button('Add unique key').click();
    await choose('Fields of unique key 1', 'playlist');
    await button('Save').click();
    await page.getByText('Choose two fields at least.').waitFor();
    await choose('Fields of unique key 1', 'track');
    await show('keys');
    await button('Save').click();
    await pending().getByText('PlaylistTrack', { exact: true }).waitFor();
  });

  it('adds fields of other types, and renames an option', async () => {
    await tab('Fields', 'Entity').click();
    await button('Add field').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('mood');
    await choose('Type', 'Multi Select Option Set');
    await dialog.getByRole('textbox', { name: 'Value of option 1' }).fill('calm');
    await dialog.getByRole('button', { name: 'Add option' }).click();
    await dialog.getByRole('textbox', { name: 'Value of option 2' }).fill('loud');
    await choose('Default', 'calm');
    await show('field-of-options');
    await dialog.getByRole('button', { name: 'Add field' }).click();
    await page.getByText('calm, loud, default calm').waitFor();
    await button('Edit mood').click();
    await dialog.getByRole('textbox', { name: 'Value of option 1' }).fill('quiet');
    await dialog.getByRole('textbox', { name: 'Label of option 1' }).fill('Quiet');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Quiet, loud, default Quiet').waitFor();
    await dialog.waitFor({ state: 'hidden' });
  });

  it('says what is wrong with a default at its input', async () => {
    await button('Add field').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('code');
    await dialog.getByRole('textbox', { name: 'Pattern' }).fill('[A-Z]+');
    await dialog.getByRole('textbox', { name: 'Default' }).fill('abc');
    await dialog.getByRole('button', { name: 'Add field' }).click();
    await dialog.getByText('The default breaks the rules of the field.').waitFor();
    await choose('Type', 'Username');
    expect(await dialog.getByRole('switch', { name: 'Unique' }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'hidden' });
  });

  it('relates many to many', async () => {
    await button('Add field').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('genres');
    await choose('Type', 'Relation to Entity');
    await choose('Related entity', 'Genre');
    await choose('Kind of relation', 'Many to many');
    await dialog.getByText('has many Genres').waitFor();
    await show('relation');
    await dialog.getByRole('button', { name: 'Add field' }).click();
    await page.getByText('many of Genre').waitFor();
  });

  it('threw no error on the way', () => {
    expect(faults).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSandbox, request, type Answer, type TestSandbox } from '../testing/open-sandbox.ts';
import { html } from './html.ts';

let sandbox: TestSandbox;
let cookie: string;
beforeAll(async () => {
  sandbox = await openSandbox();
  cookie = await signIn('demo');
  const body = {
    branch: 'topic',
    start_branch: 'main',
    commit_message: '<b>subject</b>',
    actions: [{ action: 'create', file_path: '<img src=x>.txt', content: '<script>alert(1)</script>\n' }],
  };
  await sandbox.call('POST', '/projects/acme%2Fplatform%2Fhandbook/repository/commits', { body });
  const mergeRequest = {
    title: '<i>Title</i>',
    description: '"><script>',
    source_branch: 'topic',
    target_branch: 'main',
  };
  await sandbox.call('POST', '/projects/acme%2Fplatform%2Fhandbook/merge_requests', { body: mergeRequest });
});
afterAll(() => sandbox.dispose());

const signIn = async (username: string): Promise<string> => {
  const answer = await post('/users/sign_in', { username });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
};
const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> =>
  request(`${sandbox.url}${path}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin: sandbox.url, ...headers },
  });
const page = (path: string): Promise<Answer> => request(`${sandbox.url}${path}`, { headers: { cookie } });
const mergeRequestPath = '/acme/platform/handbook/-/merge_requests/1';

describe('pages', () => {
  it('show groups, repositories and files to who may see them', async () => {
    const home = await page('/');
    expect(home.text).toContain('href="/acme/platform/handbook"');
    expect(home.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await request(`${sandbox.url}/`)).text).not.toContain('handbook');
    expect((await page('/acme/platform/handbook')).text).toContain('README.md');
    expect((await page('/acme/platform/handbook/-/tree/main/docs')).text).toContain('reviews.md');
    expect((await page('/acme/platform/handbook/-/blob/main/README.md')).text).toContain('How we work: start here.');
    expect((await page('/acme/platform/empty')).text).toContain('The repository for this project is empty.');
    expect((await page('/no/such')).status).toBe(404);
    expect((await request(`${sandbox.url}/acme/platform/handbook`)).headers.get('location')).toContain(
      '/users/sign_in',
    );
    expect((await page('/-/sandbox.css')).headers.get('content-type')).toContain('text/css');
  });

  it('escape everything that people wrote', async () => {
    for (const path of [
      mergeRequestPath,
      '/acme/platform/handbook/-/tree/topic',
      `/acme/platform/handbook/-/blob/topic/${encodeURIComponent('<img src=x>.txt')}`,
    ]) {
      const { text, status } = await page(path);
      expect(status).toBe(200);
      expect(text).not.toMatch(/<script|<img|<b>subject|<i>Title/);
    }
    expect(html`<a title="${'"<&\''}">${['a', html`<b>`, null, 1]}</a>`.text).toBe(
      '<a title="&#34;&#60;&#38;&#39;">a<b>1</a>',
    );
  });

  it('show a merge request with its button, refuse a form from elsewhere, and merge', async () => {
    const shown = await page(mergeRequestPath);
    expect(shown.text).toContain('value="merge">Merge</button>');
    expect(shown.text).toContain('+&#60;script&#62;');
    expect((await post(mergeRequestPath, { action: 'merge' }, { cookie, origin: 'http://evil.example' })).status).toBe(
      422,
    );
    const guest = await signIn('developer');
    expect((await post(mergeRequestPath, { action: 'merge' }, { cookie: guest })).text).toContain(
      'You are not allowed to do this.',
    );
    expect((await post(mergeRequestPath, { action: 'close' }, { cookie })).status).toBe(303);
    expect((await page(mergeRequestPath)).text).toContain('Reopen merge request');
    await post(mergeRequestPath, { action: 'reopen' }, { cookie });
    expect((await post(mergeRequestPath, { action: 'merge', remove_source_branch: '1' }, { cookie })).status).toBe(303);
    const merged = await page(mergeRequestPath);
    expect(merged.text).toContain('<span class="badge merged">Merged</span>');
    expect(merged.text).not.toContain('<button class="main"');
    expect((await page('/acme/platform/handbook/-/tree/topic')).status).toBe(404);
  });
});

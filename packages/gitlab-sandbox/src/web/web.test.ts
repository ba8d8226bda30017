import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, openSandbox, request, type Answer, type TestSandbox } from '../testing/open-sandbox.ts';
import { openHookReceiver } from '../testing/hook-receiver.ts';
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

  it('show threads, resolve them, and switch between draft and ready', async () => {
    const api = '/projects/acme%2Fplatform%2Fhandbook';
    const change = {
      branch: 'talk',
      start_branch: 'main',
      commit_message: 'talk',
      actions: [{ action: 'create', file_path: 'talk.txt', content: 'one\n' }],
    };
    await sandbox.call('POST', `${api}/repository/commits`, { body: change });
    const opened = await sandbox.call('POST', `${api}/merge_requests`, {
      body: { title: 'Talk', source_branch: 'talk', target_branch: 'main' },
    });
    const talk = `/merge_requests/${at(opened.body, 'iid')}`;
    const path = `/acme/platform/handbook/-${talk}`;
    await page(path);
    const refs = at((await sandbox.call('GET', `${api}${talk}`)).body, 'diff_refs') as object;
    const position = { position_type: 'text', new_path: 'talk.txt', old_path: 'talk.txt', new_line: 1, ...refs };
    const begun = await sandbox.call('POST', `${api}${talk}/discussions`, {
      body: { body: '<script>x</script>\n\n```suggestion:-0+0\n<b>two</b>\n```', position },
    });
    const shown = (await page(path)).text;
    expect(shown).toContain('<code>talk.txt</code>, line 1');
    expect(shown).toContain('Suggested change</p><pre><span>&#60;b&#62;two');
    expect(shown).not.toMatch(/<script|<b>two/);
    expect(shown).toContain('value="resolve">Resolve thread</button>');
    expect(
      (await request(`${sandbox.url}${path}`, { headers: { cookie: await signIn('readonly') } })).text,
    ).not.toContain('Resolve thread');
    const form = { discussion_id: String(at(begun.body, 'id')) };
    const reader = await signIn('readonly');
    expect((await post(path, { action: 'resolve', ...form }, { cookie: reader })).text).toContain(
      'You are not allowed to do this.',
    );
    expect((await post(path, { action: 'resolve', ...form }, { cookie })).status).toBe(303);
    expect((await page(path)).text).toContain('value="unresolve">Reopen thread</button>');
    expect((await post(path, { action: 'resolve', discussion_id: 'nope' }, { cookie })).status).toBe(303);
    await post(path, { action: 'draft' }, { cookie });
    const draft = (await page(path)).text;
    expect(draft).toContain('<h1>Draft: Talk</h1>');
    expect(draft).toContain('Merge blocked: the merge request is a draft.');
    expect(draft).toContain('marked this merge request as draft');
    await post(path, { action: 'ready' }, { cookie });
    expect((await page(path)).text).toContain('value="draft">Mark as draft</button>');
  });

  it('show groups with what is in them to who may see them', async () => {
    const acme = await page('/groups/acme');
    expect(acme.text).toContain('href="/groups/acme/platform"');
    expect((await page('/groups/acme/platform')).text).toContain('href="/acme/platform/handbook"');
    expect((await page('/acme/platform')).text).toContain('<h1>Platform</h1>');
    expect((await page('/groups/no/such')).status).toBe(404);
    expect((await request(`${sandbox.url}/groups/acme`)).headers.get('location')).toContain('/users/sign_in');
  });

  it('show webhooks with their deliveries to maintainers only, and send one again', async () => {
    const receiver = await openHookReceiver();
    const api = '/projects/acme%2Fplatform%2Fhandbook';
    const made = await sandbox.call('POST', `${api}/hooks`, {
      body: { url: receiver.url, name: '<b>hook</b>', token: 's3cret' },
    });
    const path = `/acme/platform/handbook/-/hooks/${at(made.body, 'id')}`;
    expect((await page('/acme/platform/handbook/-/hooks')).text).toContain('&#60;b&#62;hook');
    expect((await post(path, { action: 'test' }, { cookie })).status).toBe(303);
    const shown = (await page(path)).text;
    expect(shown).toContain('<span class="badge opened">200</span>');
    expect(shown).not.toContain('s3cret');
    const eventId = /name="event_id" value="(\d+)"/.exec(shown)?.[1] ?? '';
    receiver.answer(500);
    const refused = await post(path, { action: 'resend', event_id: eventId }, { cookie });
    expect([refused.status, refused.text.includes('It did not arrive: 500')]).toEqual([422, true]);
    const [first, second] = receiver.take();
    expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key']);
    const developer = await signIn('developer');
    expect((await request(`${sandbox.url}${path}`, { headers: { cookie: developer } })).status).toBe(404);
    expect((await post(path, { action: 'delete' }, { cookie: developer })).status).toBe(404);
    expect((await post(path, { action: 'delete' }, { cookie })).status).toBe(303);
    expect((await page(path)).status).toBe(404);
    await receiver.close();
  });

  it('show approvals, pipelines and conflicts of a merge request', async () => {
    const api = '/projects/acme%2Fplatform%2Fhandbook';
    const change = (branch: string, more: object) =>
      sandbox.call('POST', `${api}/repository/commits`, {
        body: {
          branch,
          commit_message: branch,
          actions: [{ action: 'update', file_path: 'README.md', content: `${branch}\n` }],
          ...more,
        },
      });
    await change('checks', { start_branch: 'main' });
    const body = { title: 'Checks', source_branch: 'checks', target_branch: 'main' };
    const opened = await sandbox.call('POST', `${api}/merge_requests`, { body });
    const path = `/acme/platform/handbook/-/merge_requests/${at(opened.body, 'iid')}`;
    expect((await page(path)).text).toContain('Nobody has approved yet');
    await post(path, { action: 'approve' }, { cookie });
    expect((await page(path)).text).toContain('Approved by Demo User');
    await sandbox.call('POST', `${api}/statuses/${at(opened.body, 'sha')}`, {
      body: { state: 'failed', ref: 'checks', name: 'lint' },
    });
    expect((await page(path)).text).toContain('lint: failed');
    await change('main', {});
    const shown = (await page(path)).text;
    expect(shown).toContain('<h2>Conflicts</h2>');
    expect(shown).toContain('<code>README.md</code>');
  });
});

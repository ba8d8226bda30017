import { describe, expect, it } from 'vitest';
import { useHookStage } from '../testing/hook-stage.ts';

const stage = useHookStage();

describe('hooks', () => {
  it('are told of pushes by default, and never show their secrets', async () => {
    const made = await stage.sandbox.call('POST', `${stage.project.path}/hooks`, {
      body: {
        url: stage.receiver.url,
        token: 's3cret',
        signing_token: `whsec_${Buffer.alloc(24, 7).toString('base64')}`,
      },
    });
    expect(made.body).toMatchObject({
      push_events: true,
      merge_requests_events: false,
      enable_ssl_verification: true,
      alert_status: 'executable',
      disabled_until: null,
      token_present: true,
      signing_token_present: true,
    });
    expect(made.text).not.toContain('s3cret');
    expect(made.text).not.toContain('whsec_');
    expect(Object.keys(made.body as object)).not.toContain('token');
  });

  it('are refused without an address, with a bad one, and to developers', async () => {
    const post = (body: object, token = stage.sandbox.tokens.owner) =>
      stage.sandbox.call('POST', `${stage.project.path}/hooks`, { body, token });
    expect([(await post({})).status, (await post({})).text]).toEqual([400, '{"error":"url is missing"}']);
    for (const url of ['', 'nope', 'ftp://127.0.0.1/x', 'http://']) {
      const answer = await post({ url });
      expect([answer.status, answer.text], url).toEqual([422, '{"error":"Invalid url given"}']);
    }
    const filter = { url: stage.receiver.url, branch_filter_strategy: 'regex', push_events_branch_filter: '(' };
    expect((await post(filter)).text).toBe('{"error":"Invalid branch filter given"}');
    const headers = { url: stage.receiver.url, custom_headers: [{ key: 'a b', value: 'x' }] };
    expect((await post(headers)).text).toBe('{"error":"Custom headers validation failed"}');
    expect((await post({ url: stage.receiver.url }, stage.sandbox.tokens.developer)).text).toBe(
      '{"message":"403 Forbidden"}',
    );
  });

  it('change only what is given, and are gone when deleted', async () => {
    const hook = await stage.addHook({ name: 'one', merge_requests_events: true });
    const changed = await stage.sandbox.call('PUT', hook, { body: { push_events: false } });
    expect(changed.body).toMatchObject({ name: 'one', push_events: false, merge_requests_events: true });
    const nothing = await stage.sandbox.call('PUT', hook, { body: {} });
    expect([nothing.status, nothing.text]).toEqual([400, '{"error":"No parameters provided"}']);
    expect((await stage.sandbox.call('DELETE', hook)).status).toBe(204);
    expect((await stage.sandbox.call('GET', hook)).text).toBe('{"message":"404 Not found"}');
  });
});

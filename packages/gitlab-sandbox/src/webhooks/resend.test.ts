import { describe, expect, it } from 'vitest';
import { useHookStage } from '../testing/hook-stage.ts';
import { at } from '../testing/open-sandbox.ts';

const stage = useHookStage();

describe('trying a hook and sending again', () => {
  it('answers with what the receiver said when it refused', async () => {
    const hook = await stage.addHook();
    stage.receiver.answer(418);
    const refused = await stage.sandbox.call('POST', `${hook}/test/push_events`);
    expect([refused.status, refused.text]).toEqual([422, '{"message":"answer 418"}']);
    const none = await stage.sandbox.call('POST', `${hook}/test/merge_requests_events`);
    expect([none.status, none.text]).toEqual([422, '{"message":"Ensure the project has merge requests."}']);
    expect((await stage.sandbox.call('POST', `${hook}/test/nonsense`)).status).toBe(400);
  });

  it('is possible five times a minute', async () => {
    const hook = await stage.addHook();
    for (let count = 0; count < 5; count += 1) {
      expect((await stage.sandbox.call('POST', `${hook}/test/push_events`)).status).toBe(201);
    }
    const sixth = await stage.sandbox.call('POST', `${hook}/test/push_events`);
    expect([sixth.status, sixth.headers.get('retry-after')]).toEqual([429, '60']);
    expect(at(sixth.body, 'message', 'error')).toContain('too many times');
    stage.clock += 60_000;
    expect((await stage.sandbox.call('POST', `${hook}/test/push_events`)).status).toBe(201);
  });

  it('lists deliveries without secrets, and resends with the same key', async () => {
    const hook = await stage.addHook({ token: 's3cret' });
    await stage.project.change('topic', 'a.txt', 'a\n', 'main');
    const [first] = await stage.delivered();
    const listed = await stage.sandbox.call('GET', `${hook}/events`);
    expect(listed.body).toMatchObject([
      {
        trigger: 'push_hooks',
        response_status: '200',
        response_body: 'answer 200',
        request_headers: { 'X-Gitlab-Token': '[REDACTED]' },
      },
    ]);
    expect(listed.text).not.toContain('s3cret');
    stage.receiver.answer(503);
    const again = await stage.sandbox.call('POST', `${hook}/events/${at(listed.body, 0, 'id')}/resend`);
    expect([again.status, again.text]).toEqual([201, '{"response_status":503}']);
    const [second] = stage.receiver.take();
    expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key']);
    expect(second?.headers['x-gitlab-webhook-uuid']).not.toBe(first?.headers['x-gitlab-webhook-uuid']);
    expect(second?.text).toBe(first?.text);
    expect((await stage.sandbox.call('GET', `${hook}/events?status=server_failure`)).headers.get('x-total')).toBe('1');
    expect((await stage.sandbox.call('POST', `${hook}/events/999999/resend`)).text).toBe('{"message":"404 Not found"}');
  });
});

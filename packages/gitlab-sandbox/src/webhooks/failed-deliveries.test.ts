import { describe, expect, it } from 'vitest';
import { useHookStage } from '../testing/hook-stage.ts';
import { at } from '../testing/open-sandbox.ts';

const stage = useHookStage();

describe('failed deliveries', () => {
  let changes = 0;
  const fail = async (times: number): Promise<void> => {
    for (let count = 0; count < times; count += 1) {
      changes += 1;
      await stage.project.change(`topic-${changes}`, 'a.txt', 'a\n', 'main');
      await stage.sandbox.drain();
    }
  };

  it('do not follow redirects, and a redirect is no failure', async () => {
    const hook = await stage.addHook();
    stage.receiver.answer(302, { location: 'http://127.0.0.1:9/elsewhere' });
    await fail(5);
    expect(stage.receiver.take()).toHaveLength(5);
    expect(at((await stage.sandbox.call('GET', hook)).body, 'alert_status')).toBe('executable');
  });

  it('pause a hook after four in a row, for longer each time, and one that arrives ends that', async () => {
    const hook = await stage.addHook();
    stage.receiver.answer(500);
    await fail(3);
    expect(at((await stage.sandbox.call('GET', hook)).body, 'alert_status')).toBe('executable');
    await fail(1);
    const paused = (await stage.sandbox.call('GET', hook)).body;
    expect(paused).toMatchObject({ alert_status: 'temporarily_disabled' });
    expect(Date.parse(String(at(paused, 'disabled_until'))) - stage.clock).toBe(60_000);
    stage.receiver.take();
    await fail(1);
    expect(stage.receiver.take()).toEqual([]);
    stage.clock += 60_000;
    await fail(1);
    expect(Date.parse(String(at((await stage.sandbox.call('GET', hook)).body, 'disabled_until'))) - stage.clock).toBe(
      120_000,
    );
    stage.clock += 120_000;
    stage.receiver.answer(200);
    await fail(1);
    expect((await stage.sandbox.call('GET', hook)).body).toMatchObject({
      alert_status: 'executable',
      disabled_until: null,
    });
  });

  it('end a hook after forty, until a try of it succeeds', async () => {
    const hook = await stage.addHook();
    stage.receiver.answer(500);
    for (let count = 0; count < 40; count += 1) {
      await fail(1);
      stage.clock += 24 * 60 * 60_000;
    }
    expect(at((await stage.sandbox.call('GET', hook)).body, 'alert_status')).toBe('disabled');
    stage.receiver.answer(200);
    expect((await stage.sandbox.call('POST', `${hook}/test/push_events`)).text).toBe('{"message":"201 Created"}');
    expect(at((await stage.sandbox.call('GET', hook)).body, 'alert_status')).toBe('executable');
  });
});

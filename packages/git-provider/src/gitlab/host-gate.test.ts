import { describe, expect, it } from 'vitest';
import { ProviderError } from '../provider-error.ts';
import { errorOf } from '../testing/error-of.ts';
import { createHostGate, type GateTurn, type HostGate, type Observation } from './host-gate.ts';

/** A gate whose clock goes on only by what it waits. */
const openGate = (options: { maxConcurrent?: number } = {}) => {
  const clock = { nowMs: 1_000_000 };
  const waits: number[] = [];
  const gate = createHostGate({
    ...options,
    now: () => clock.nowMs,
    random: () => 0,
    wait: async (milliseconds) => {
      waits.push(milliseconds);
      clock.nowMs += milliseconds;
    },
  });
  return { gate, clock, waits };
};
const trouble = new ProviderError({ kind: 'host-trouble', trouble: 'reset', message: 'The connection was cut.' });
const limited = (retryAfterSeconds: number): ProviderError =>
  new ProviderError({ kind: 'rate-limited', message: 'slow down', retryAfterSeconds });
const ask = (gate: HostGate, observation: Observation = {}, turn: GateTurn = { connectionKey: 'a' }) =>
  gate.run(turn, async () => observation);
const spent = (resetInMs: number): Observation => ({ rate: { limit: 10, remaining: 0, window: 1, resetInMs } });

describe('createHostGate', () => {
  it('has no more under way at once than it is told to', async () => {
    const { gate } = openGate({ maxConcurrent: 3 });
    let inside = 0;
    let most = 0;
    const send = async (): Promise<Observation> => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
      return {};
    };
    await Promise.all(Array.from({ length: 20 }, (_, n) => gate.run({ connectionKey: `${n % 4}` }, send)));
    expect(most).toBe(3);
  });

  it('waits for a reset that is near, and tells at once of one that is far', async () => {
    const near = openGate();
    await ask(near.gate, spent(20_000));
    await ask(near.gate);
    expect(near.waits).toEqual([20_000]);
    const far = openGate();
    await ask(far.gate, spent(31_000));
    let isSent = false;
    const send = async (): Promise<Observation> => {
      isSent = true;
      return {};
    };
    const error = await errorOf(far.gate.run({ connectionKey: 'a' }, send));
    expect(error).toMatchObject({ kind: 'rate-limited', retryAfterSeconds: 31 });
    expect([isSent, far.waits]).toEqual([false, []]);
  });

  it('holds back one connection, and not the others', async () => {
    const { gate, waits } = openGate();
    await ask(gate, { error: limited(7) });
    await ask(gate, {}, { connectionKey: 'b' });
    expect(waits).toEqual([]);
    await ask(gate);
    expect(waits).toEqual([7_000]);
    await ask(gate, { error: limited(600) });
    expect(await errorOf(ask(gate))).toMatchObject({ kind: 'rate-limited', retryAfterSeconds: 600 });
  });

  it('spends no more than remains, however many ask at once', async () => {
    const { gate, waits } = openGate({ maxConcurrent: 2 });
    const left = (remaining: number): Observation => ({
      rate: { limit: 10, remaining, window: 1, resetInMs: 60_000 },
    });
    await ask(gate, left(3));
    let sent = 0;
    const send = async (): Promise<Observation> => {
      sent += 1;
      return left(3 - sent);
    };
    const answers = await Promise.allSettled(Array.from({ length: 9 }, () => gate.run({ connectionKey: 'a' }, send)));
    expect([sent, waits]).toEqual([3, []]);
    expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(6);
  });

  it('spares a host that failed five times, and asks it once when the time is over', async () => {
    const { gate, clock } = openGate();
    for (let turn = 0; turn < 5; turn += 1) await ask(gate, { error: trouble });
    const error = await errorOf(ask(gate, {}, { connectionKey: 'b' }));
    expect(error).toMatchObject({
      kind: 'host-trouble',
      trouble: 'circuit-open',
      retryAfterSeconds: 1,
      cause: trouble,
    });
    expect(error.message).toContain('The connection was cut.');
    clock.nowMs += 1_000;
    let answer: (observation: Observation) => void = () => undefined;
    const probe = gate.run({ connectionKey: 'a' }, () => new Promise<Observation>((resolve) => (answer = resolve)));
    await new Promise((resolve) => setImmediate(resolve));
    expect((await errorOf(ask(gate))).trouble).toBe('circuit-open');
    answer({});
    await probe;
    await ask(gate);
  });

  it('probes again when the probe was cancelled', async () => {
    const { gate, clock } = openGate();
    for (let turn = 0; turn < 5; turn += 1) await ask(gate, { error: trouble });
    clock.nowMs += 1_000;
    const cancelled = gate.run({ connectionKey: 'a' }, () => Promise.reject(new Error('cancelled')));
    await expect(cancelled).rejects.toThrow('cancelled');
    await ask(gate);
  });

  it('takes a refusal for an answer: the host lives', async () => {
    const { gate } = openGate();
    for (let turn = 0; turn < 4; turn += 1) await ask(gate, { error: trouble });
    await ask(gate, { error: new ProviderError({ kind: 'not-found', message: 'gone' }) });
    for (let turn = 0; turn < 4; turn += 1) await ask(gate, { error: trouble });
    await ask(gate);
  });

  it('takes a certificate that one account does not trust for no trouble of all', async () => {
    const { gate, clock } = openGate();
    const error = new ProviderError({ kind: 'host-trouble', trouble: 'tls', message: 'not trusted' });
    for (let turn = 0; turn < 9; turn += 1) await ask(gate, { error });
    await ask(gate);
    for (let turn = 0; turn < 5; turn += 1) await ask(gate, { error: trouble });
    clock.nowMs += 1_000;
    // As a probe, neither: the next one is.
    await ask(gate, { error });
    await ask(gate);
  });

  it('lets go who gives up waiting', async () => {
    const { gate } = openGate({ maxConcurrent: 1 });
    let finish: (observation: Observation) => void = () => undefined;
    const first = gate.run({ connectionKey: 'a' }, () => new Promise<Observation>((resolve) => (finish = resolve)));
    const controller = new AbortController();
    const second = ask(gate, {}, { connectionKey: 'a', signal: controller.signal });
    controller.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    finish({});
    await first;
    await ask(gate);
  });
});

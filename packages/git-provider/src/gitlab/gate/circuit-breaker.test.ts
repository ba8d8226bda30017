import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abandonProbe, admit, closedCircuit, recordAnswer, recordTrouble, type Circuit } from './circuit-breaker.ts';

const at = (nowMs: number, isProbe = false, random = 1) => ({ nowMs, isProbe, random: () => random });
const fail = (circuit: Circuit, times: number, nowMs = 0): Circuit =>
  Array.from({ length: times }).reduce<Circuit>((one) => recordTrouble(one, at(nowMs)), circuit);

describe('a circuit', () => {
  it('opens at the fifth failure in a row, and not when an answer came between', () => {
    expect(admit(fail(closedCircuit, 4), 0).kind).toBe('pass');
    expect(admit(fail(recordAnswer(), 4), 0).kind).toBe('pass');
    expect(admit(fail(closedCircuit, 5), 0)).toEqual({ kind: 'refused', retryAfterMs: 1_000 });
  });

  it('lets one through when its time is over, and no second one beside it', () => {
    const open = fail(closedCircuit, 5);
    expect(admit(open, 999).kind).toBe('refused');
    const probe = admit(open, 1_000);
    if (probe.kind !== 'probe') throw new Error(probe.kind);
    expect(admit(probe.circuit, 1_000).kind).toBe('refused');
    expect(admit(abandonProbe(probe.circuit), 1_000).kind).toBe('probe');
  });

  it('is open twice as long each time the probe fails, up to a minute', () => {
    let circuit = fail(closedCircuit, 5);
    const times: number[] = [];
    for (let now = 0; times.length < 9;) {
      const refused = admit(circuit, now);
      if (refused.kind !== 'refused') throw new Error(refused.kind);
      times.push(refused.retryAfterMs);
      now += refused.retryAfterMs;
      circuit = recordTrouble(circuit, at(now, true));
    }
    expect(times).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  it('is not opened longer by those that were on their way', () => {
    const open = fail(closedCircuit, 5);
    expect(fail(open, 20, 900)).toBe(open);
  });

  it('is never open longer than a minute, and always at least half of its time', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 40 }), (randoms) => {
        let circuit: Circuit = closedCircuit;
        for (const random of randoms) circuit = recordTrouble(circuit, at(0, true, random));
        if (circuit.kind !== 'open') throw new Error(circuit.kind);
        expect(circuit.untilMs).toBeLessThanOrEqual(60_000);
        expect(circuit.untilMs).toBeGreaterThanOrEqual(circuit.openMs / 2);
      }),
    );
  });
});

import { ProviderError } from '../../provider-error.ts';
import { abandonProbe, admit, closedCircuit, recordAnswer, recordTrouble, type Circuit } from './circuit-breaker.ts';

export interface HostCircuit {
  /** Throws kind `host-trouble` (`circuit-open`) while nothing may be sent. */
  assertClosed(): void;
  /** Sends, or throws as `assertClosed`. Of what is sent while half open, one decides. */
  run<Attempt extends { readonly error?: ProviderError | undefined }>(send: () => Promise<Attempt>): Promise<Attempt>;
}

/** Spares a host that fails again and again, and those who would wait for it. */
export function createHostCircuit(clock: { readonly now: () => number; readonly random: () => number }): HostCircuit {
  let circuit: Circuit = closedCircuit;
  let lastTrouble: ProviderError | undefined;
  const enter = (): { readonly isProbe: boolean } => {
    const admission = admit(circuit, clock.now());
    if (admission.kind === 'refused') throw circuitOpen(admission.retryAfterMs, lastTrouble);
    circuit = admission.circuit;
    return { isProbe: admission.kind === 'probe' };
  };
  return {
    assertClosed: () => {
      const admission = admit(circuit, clock.now());
      if (admission.kind === 'refused') throw circuitOpen(admission.retryAfterMs, lastTrouble);
    },
    run: async (send) => {
      const { isProbe } = enter();
      // What tells nothing of the host: the caller cancelled, or does not trust its certificate, which others may.
      let next = isProbe ? abandonProbe : keep;
      try {
        const attempt = await send();
        const { error } = attempt;
        if (error?.kind !== 'host-trouble') next = recordAnswer;
        else if (error.trouble !== 'tls') {
          lastTrouble = error;
          next = (before) => recordTrouble(before, { isProbe, nowMs: clock.now(), random: clock.random });
        }
        return attempt;
      } finally {
        circuit = next(circuit);
      }
    },
  };
}

function keep(circuit: Circuit): Circuit {
  return circuit;
}

function circuitOpen(retryAfterMs: number, cause: ProviderError | undefined): ProviderError {
  const retryAfterSeconds = Math.ceil(retryAfterMs / 1000);
  const because = cause === undefined ? '' : ` ${cause.message}`;
  return new ProviderError({
    kind: 'host-trouble',
    trouble: 'circuit-open',
    message: `GitLab failed several times and is not asked again for ${retryAfterSeconds} s.${because}`,
    retryAfterSeconds,
    cause,
  });
}

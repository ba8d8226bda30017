/** Closed: requests pass. Open: none before `untilMs`; then one, which decides. */
export type Circuit =
  | { readonly kind: 'closed'; readonly failures: number }
  | {
      readonly kind: 'open';
      readonly untilMs: number;
      /** How long it is open this time, before jitter. */
      readonly openMs: number;
      readonly isProbing: boolean;
    };

export type Admission =
  | { readonly kind: 'pass' | 'probe'; readonly circuit: Circuit }
  | { readonly kind: 'refused'; readonly retryAfterMs: number };

export const closedCircuit: Circuit = { kind: 'closed', failures: 0 };

const failuresToOpen = 5;
const firstOpenMs = 1_000;
const longestOpenMs = 60_000;

/** Whether a request may be sent now. A `probe` must be followed by one of the three below, or nothing is sent again. */
export function admit(circuit: Circuit, nowMs: number): Admission {
  if (circuit.kind === 'closed') return { kind: 'pass', circuit };
  if (circuit.untilMs > nowMs) return { kind: 'refused', retryAfterMs: circuit.untilMs - nowMs };
  if (circuit.isProbing) return { kind: 'refused', retryAfterMs: firstOpenMs };
  return { kind: 'probe', circuit: { ...circuit, isProbing: true } };
}

/** The host answered as it should, also when it was with a refusal. */
export function recordAnswer(): Circuit {
  return closedCircuit;
}

/** The host is in trouble. Requests that were on their way when it opened change nothing any more. */
export function recordTrouble(
  circuit: Circuit,
  at: { readonly isProbe: boolean; readonly nowMs: number; readonly random: () => number },
): Circuit {
  if (circuit.kind === 'closed') {
    const failures = circuit.failures + 1;
    return failures < failuresToOpen ? { kind: 'closed', failures } : open(firstOpenMs, at);
  }
  return at.isProbe ? open(Math.min(longestOpenMs, circuit.openMs * 2), at) : circuit;
}

/** The probe ended without saying anything of the host: the next request is one. */
export function abandonProbe(circuit: Circuit): Circuit {
  return circuit.kind === 'open' ? { ...circuit, isProbing: false } : circuit;
}

// Jitter keeps many workers from probing at the same moment; it never makes the time longer.
function open(openMs: number, at: { readonly nowMs: number; readonly random: () => number }): Circuit {
  return { kind: 'open', openMs, untilMs: at.nowMs + openMs * (0.5 + at.random() / 2), isProbing: false };
}

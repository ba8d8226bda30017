import { startSandbox, type Sandbox } from '@amplication/gitlab-sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ProviderError, type HostTrouble, type ProviderErrorKind } from '../provider-error.ts';
import { faultOperations, type CallNature, type FaultOperation } from '../testing/fault-operations.ts';
import { openFaultStage, type FaultStage } from '../testing/fault-stage.ts';
import { openSandbox } from '../testing/open-sandbox.ts';

type Fault = Parameters<Sandbox['faults']['add']>[0];
type Outcome = 'succeeds' | ProviderErrorKind;

interface FaultRow {
  readonly name: string;
  readonly fault: Fault;
  readonly expected: Readonly<Record<Exclude<CallNature, 'offline'>, Outcome>>;
  readonly trouble?: HostTrouble;
  readonly reason?: string;
  /** Whether reading goes on as ever. */
  readonly isOfWrites?: boolean;
  /** Whether nothing can have come of it where the call fails. */
  readonly isUndone?: boolean;
  readonly timeoutMs?: number;
}

const all = (outcome: Outcome): FaultRow['expected'] => ({ repeats: outcome, looks: outcome, once: outcome });
/** It failed before anything was done: only what may be sent again gets through. */
const before = { expected: { ...all('host-trouble'), repeats: 'succeeds' }, isUndone: true } as const;
/** It was done, and nobody heard: what may be sent again gets through, and what can be looked for is found. */
const after = { expected: { ...all('succeeds'), once: 'host-trouble' } } as const;
const body = '{"message":"trouble"}';

const rows: readonly FaultRow[] = [
  {
    name: 'a throttle that says how long',
    fault: { status: 429, headers: { 'retry-after': '1' }, body: 'Retry later\n' },
    expected: { ...all('rate-limited'), repeats: 'succeeds' },
    isUndone: true,
  },
  {
    name: 'a throttle for a long time',
    fault: { status: 429, headers: { 'retry-after': '600' }, body: 'Retry later\n', times: 1 },
    expected: all('rate-limited'),
    isUndone: true,
  },
  {
    name: 'a fault of the host',
    fault: { status: 500, body },
    expected: all('host-trouble'),
    trouble: 'server-error',
    isUndone: true,
  },
  {
    name: 'a fault of the host after the effect',
    fault: { status: 500, body, when: 'after' },
    expected: { ...all('host-trouble'), looks: 'succeeds' },
    trouble: 'server-error',
  },
  { name: 'a proxy without a host', fault: { status: 502, body: '<html>' }, trouble: 'server-error', ...before },
  {
    name: 'a proxy that lost patience',
    fault: { status: 504, body: '', when: 'after' },
    trouble: 'server-error',
    ...after,
  },
  { name: 'maintenance', fault: { status: 503, body: 'Deploy in progress' }, trouble: 'maintenance', ...before },
  {
    name: 'maintenance for a long time',
    fault: { mode: 'read-only' },
    expected: all('host-trouble'),
    trouble: 'maintenance',
    isOfWrites: true,
    isUndone: true,
  },
  { name: 'a cut before the effect', fault: { when: 'before' }, trouble: 'reset', ...before },
  { name: 'a cut during the answer', fault: { when: 'during', afterBytes: 1 }, trouble: 'reset', ...after },
  { name: 'a cut after the effect', fault: { when: 'after' }, trouble: 'reset', ...after },
  { name: 'silence', fault: { latencyMs: 60_000 }, trouble: 'timeout', timeoutMs: 250, ...before },
  {
    name: 'an expired token',
    fault: { mode: 'token-expired' },
    expected: all('unauthorised'),
    reason: 'expired',
    isUndone: true,
  },
  {
    name: 'a revoked token',
    fault: { mode: 'token-revoked' },
    expected: all('unauthorised'),
    reason: 'revoked',
    isUndone: true,
  },
];

let sandbox: Sandbox & AsyncDisposable;
let stage: FaultStage;
beforeAll(async () => {
  sandbox = await openSandbox(startSandbox);
  stage = await openFaultStage(sandbox);
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
  await sandbox[Symbol.asyncDispose]();
});
beforeEach(() => sandbox.faults.clear());

it('each call of a provider has a row', () => {
  expect(Object.keys(stage.calm).toSorted()).toEqual(Object.keys(faultOperations).toSorted());
});

describe.each(rows)('$name', (row) => {
  it.each(Object.entries(faultOperations))('meets %s', (_call, operation) => meet(row, operation));
});

async function meet(row: FaultRow, operation: FaultOperation): Promise<void> {
  const { run, count, token } = await operation.prepare(stage);
  const { method, path, nature } = operation;
  const isMode = row.fault.mode !== undefined;
  sandbox.faults.add(isMode ? row.fault : { ...row.fault, method, path });
  const provider = stage.open({
    ...(token === undefined ? {} : { token }),
    ...(row.timeoutMs === undefined ? {} : { timeoutMs: row.timeoutMs * toPatience(operation) }),
  });
  const error: unknown = await run(provider).then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (nature === 'offline') return expect(error).toBeUndefined();
  expect(sandbox.faults.pending()).toBe(0);
  sandbox.faults.clear();
  const expected = row.isOfWrites === true && method === 'GET' ? 'succeeds' : row.expected[nature];
  const amount = (await count?.()) ?? 1;
  if (expected === 'succeeds') {
    expect([error, amount]).toEqual([undefined, 1]);
    return;
  }
  expect(error).toBeInstanceOf(ProviderError);
  expect(error).toMatchObject({ kind: expected, ...expectedDetail(row, expected) });
  if (row.isUndone === true) expect(amount).toBe(count === undefined ? 1 : amountBefore(operation));
  else expect(amount).toBe(1);
}

function expectedDetail({ trouble, reason }: FaultRow, kind: Outcome): object {
  if (kind === 'unauthorised') return { reason };
  return kind === 'host-trouble' ? { trouble } : {};
}

// A busy machine needs its time to start git, which tells of branches.
function toPatience({ path }: FaultOperation): number {
  return path.source.includes('branches') ? 10 : 1;
}

// A token that was not rotated is there as before.
function amountBefore(operation: FaultOperation): number {
  return operation === faultOperations.rotateAccessToken ? 1 : 0;
}

import { describe, expect, it } from 'vitest';
import type { MergeRequest } from '../merge-requests.ts';
import { waitForMergeability } from './wait-for-mergeability.ts';

const openHost = (answers: readonly MergeRequest['mergeability'][]) => {
  const waits: number[] = [];
  let asked = 0;
  const ask = async (): Promise<MergeRequest> => {
    const mergeability = answers[Math.min(asked, answers.length - 1)];
    asked += 1;
    return { mergeability } as MergeRequest;
  };
  const wait = async (milliseconds: number): Promise<void> => void waits.push(milliseconds);
  return {
    waits,
    asked: () => asked,
    run: (timeoutMs?: number) => waitForMergeability(ask, { wait, signal: undefined }, { timeoutMs }),
  };
};

describe('waitForMergeability', () => {
  it('asks until the host knows, more and more slowly', async () => {
    const host = openHost(['checking', 'checking', 'checking', 'conflicted', 'mergeable']);
    expect((await host.run()).mergeability).toBe('conflicted');
    expect(host.waits).toEqual([250, 500, 1_000]);
  });

  it('asks once when the host knows', async () => {
    const host = openHost(['blocked']);
    expect((await host.run()).mergeability).toBe('blocked');
    expect([host.asked(), host.waits]).toEqual([1, []]);
  });

  it('gives the last answer when the time is over', async () => {
    const host = openHost(['checking']);
    expect((await host.run(20_000)).mergeability).toBe('checking');
    expect(Math.max(...host.waits)).toBe(5_000);
    expect(host.waits.reduce((sum, one) => sum + one, 0)).toBe(20_000);
    expect((await openHost(['checking']).run(0)).mergeability).toBe('checking');
  });

  it('passes on what the host refuses', async () => {
    const failing = (): Promise<MergeRequest> => Promise.reject(new Error('gone'));
    await expect(waitForMergeability(failing, { wait: async () => undefined, signal: undefined })).rejects.toThrow(
      'gone',
    );
  });
});

import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** What a process cost from its start to its end. */
export interface ProcessCost {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakMb: number;
}

/** Loaded before the program: notes at its end what the system charged for it. */
export const REPORTER = `
import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(process.env.BENCH_USAGE, JSON.stringify(process.resourceUsage())));
`;

/** Runs a Node program to its end and measures it from outside; `reporter` is a file that holds `REPORTER`. */
export async function runMeasured(
  args: readonly string[],
  { reporter, usageFile }: { readonly reporter: string; readonly usageFile: string },
): Promise<ProcessCost> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--import', reporter, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, BENCH_USAGE: usageFile, NODE_OPTIONS: '' },
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  const wallMs = performance.now() - startedAt;
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code ?? 'a signal'}.`);
  const usage = JSON.parse(await readFile(usageFile, 'utf8')) as NodeJS.ResourceUsage;
  return { wallMs, cpuMs: (usage.userCPUTime + usage.systemCPUTime) / 1_000, peakMb: usage.maxRSS / 1_024 };
}

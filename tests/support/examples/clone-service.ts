import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServiceModel } from '@amplication/domain';
import { machineEnvironment, runCommand, writeService } from '@amplication/test-kit';

/** The clone of a repository that holds nothing but a generated service. */
export interface ClonedService {
  readonly server: string;
  readonly admin: string;
  readonly remove: () => Promise<void>;
}

/** Generates a service, commits it and clones that: what `.gitignore` leaves out is not there. */
export async function cloneService(model: ServiceModel): Promise<ClonedService> {
  const written = await writeService(model);
  const clone = await mkdtemp(join(tmpdir(), `clone-${model.slug}-`));
  const git = (...args: readonly string[]): Promise<string> =>
    runCommand('git', ['-c', 'user.name=Examples', '-c', 'user.email=examples@example.com', ...args], {
      directory: written.root,
      environment: machineEnvironment(),
    });
  try {
    await git('init', '--quiet');
    await git('add', '--all');
    await git('commit', '--quiet', '--message', 'The generated service');
    await git('clone', '--quiet', '.', clone);
  } finally {
    await written.remove();
  }
  return {
    server: join(clone, model.serverDirectory),
    admin: join(clone, model.adminDirectory),
    remove: () => rm(clone, { recursive: true, force: true }),
  };
}

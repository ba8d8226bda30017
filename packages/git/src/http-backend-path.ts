import { join } from 'node:path';
import { runGit } from './run-git.ts';

/** Where the program that serves smart HTTP (`git http-backend`) lies. */
export async function httpBackendPath(): Promise<string> {
  const { stdout } = await runGit(['--exec-path']);
  return join(stdout.toString('utf8').trim(), 'git-http-backend');
}

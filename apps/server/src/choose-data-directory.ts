import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { canReach, findOwner } from '@amplication/postgres';

/**
 * The data folder where the operator names none: `data` beside the program. Started by root from a folder that the
 * database's own user may not enter (a home of mode 700), a folder under /var/lib of its own.
 */
export function chooseDataDirectory(programDirectory: string): string {
  const beside = join(programDirectory, 'data');
  if (canReach(beside, findOwner())) return beside;
  const hash = createHash('sha256').update(programDirectory).digest('hex').slice(0, 8);
  return join('/var/lib', `amplication-${hash}`);
}

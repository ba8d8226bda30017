import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ServiceModel } from '@amplication/domain';
import { generateService } from '@amplication/generator';

/** A service as its repository would hold it, in a folder of its own. */
export interface WrittenService {
  readonly root: string;
  readonly server: string;
  readonly admin: string;
  readonly remove: () => Promise<void>;
}

/** Generates the first version of a model into a temporary folder. */
export async function writeService(model: ServiceModel): Promise<WrittenService> {
  const root = await mkdtemp(join(tmpdir(), `generated-${model.slug}-`));
  const { files } = generateService({ model, earlierMigrations: [], migrationName: '00001_initial' });
  for (const { path, content, mode } of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content, { mode: mode === '100755' ? 0o755 : 0o644 });
  }
  return {
    root,
    server: join(root, model.serverDirectory),
    admin: join(root, model.adminDirectory),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

import type { EarlierMigration, GeneratedTree, ServiceModel } from '@amplication/domain';
import { adminFiles } from './admin/admin-files.ts';
import { GENERATOR_VERSION } from './generator-version.ts';
import { identifiersOf } from './identifiers-of.ts';
import { RenderCache, ServiceCache } from './render-cache.ts';
import { migrationFiles } from './server/prisma/migrations.ts';
import { rootGitlabCiFile } from './server/root/gitlab-ci.ts';
import { renovateFile } from './server/root/renovate.ts';
import { serverFiles } from './server/server-files.ts';
import { compareText } from './view/compare-text.ts';
import type { ServiceView } from './view/service-view.ts';
import { toServiceView } from './view/to-service-view.ts';

/** What a build pins. Without `previous` the database starts empty. */
export interface GenerateServiceInput {
  readonly model: ServiceModel;
  readonly previous?: ServiceModel | undefined;
  /** In the order in which they apply, which is the order of their names. */
  readonly earlierMigrations: readonly EarlierMigration[];
  /** Folder of the migration that this generation may add; sorts after the earlier ones. */
  readonly migrationName: string;
}

/**
 * All files of a service. The same input gives the same bytes, whatever the order of the entities, and whatever the cache holds: with
 * one, only what changed since it was last used is rendered.
 */
export function generateService(input: GenerateServiceInput, cache = new RenderCache()): GeneratedTree {
  const service = toServiceView(input.model);
  const parts = new ServiceCache(service, cache);
  const previous = toPrevious(input, service);
  const files = [
    rootGitlabCiFile(),
    renovateFile(),
    ...serverFiles(service, parts),
    ...(service.adminUi ? adminFiles(service, parts) : []),
    ...migrationFiles(service, previous, input.earlierMigrations, input.migrationName),
  ];
  return {
    generatorVersion: GENERATOR_VERSION,
    files: files.sort((a, b) => compareText(a.path, b.path)),
    identifiers: identifiersOf(service, parts),
  };
}

/** A model that did not change is looked at once. */
function toPrevious({ model, previous }: GenerateServiceInput, service: ServiceView): ServiceView | undefined {
  if (previous === undefined) return undefined;
  return previous === model ? service : toServiceView(previous);
}

import type { PluginView, Service } from '@amplication/contract';
import { updateSettings, type PluginChoice } from '@amplication/domain';
import { getService as getRow } from '../authorise.ts';
import type { Context, Principal } from '../context.ts';
import { editService } from './edit-service.ts';
import { getService } from './services.ts';

/** The plugins that the operator installed, by name: services choose among them. */
export function listPlugins({ plugins }: Pick<Context, 'plugins'>): readonly PluginView[] {
  return [...plugins.values()]
    .map(({ description: { name, version, summary, settings, repositoryWide = false } }) => ({
      name,
      version,
      summary,
      repositoryWide,
      settings: settings.map((setting) => ({ ...setting })),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * Chooses the plugins of a service, in the order in which they run. The service is generated with them once before, so that what they
 * refuse is refused here, and not in a build.
 */
export async function choosePlugins(
  ctx: Pick<Context, 'store' | 'clock' | 'generate'>,
  principal: Principal,
  serviceId: string,
  plugins: readonly PluginChoice[],
): Promise<Service> {
  const { service } = await getRow(ctx.store.db, principal, serviceId);
  const tried = updateSettings(service.model, { plugins });
  if (plugins.length > 0) await ctx.generate({ model: tried, earlierMigrations: [], migrationName: '00001_initial' });
  await editService(ctx, principal, serviceId, (model) => ({
    model: updateSettings(model, { plugins }),
    subjects: [{ kind: 'service' }],
  }));
  return getService(ctx, principal, serviceId);
}

import type { GeneratedFile } from '@amplication/domain';
import { GENERATOR_VERSION } from './generator-version.ts';
import { hasFixture } from './server/entity/fixture.ts';
import type { EntityView, ServiceView } from './view/service-view.ts';

/** Entities whose files are kept; a service of a thousand entities fits twice. */
const MOST = 4_000;

/**
 * Rendered files by what they were made from: what did not change is not rendered again. The files of a key are the same objects each
 * time. It may be thrown away at any moment; the owner decides how long it lives.
 */
export class RenderCache {
  readonly #files = new Map<string, readonly GeneratedFile[]>();

  /** The files of this key, made when they are not there. */
  files(key: string, make: () => readonly GeneratedFile[]): readonly GeneratedFile[] {
    const known = this.#files.get(key);
    const files = known ?? make();
    // The last to be asked for is the last to go.
    this.#files.delete(key);
    this.#files.set(key, files);
    const [oldest] = this.#files.keys();
    if (this.#files.size > MOST && oldest !== undefined) this.#files.delete(oldest);
    return files;
  }
}

/** By entity, everything that its files are made from: the entity, those that it points at, and the settings of the service. */
export function toSlices(service: ServiceView): ReadonlyMap<EntityView, string> {
  const own = new Map(service.entities.map((entity) => [entity, ownSlice(service, entity)]));
  const around = aroundSlice(service);
  return new Map(
    service.entities.map((entity) => {
      const targets = entity.fields.flatMap((field) => {
        const target = field.kind === 'scalar' ? undefined : service.entityById.get(field.targetId);
        return target === undefined ? [] : [own.get(target) ?? ''];
      });
      return [entity, [around, own.get(entity), ...targets].join('\n')];
    }),
  );
}

function ownSlice(service: ServiceView, entity: EntityView): string {
  return `${hasFixture(service, entity)} ${JSON.stringify(entity)}`;
}

/** Of the other entities only the names count that one of our types could have. */
function aroundSlice(service: ServiceView): string {
  const names = service.entities.map(({ name }) => name).filter((name) => /(?:Page|Input|Filter)$/u.test(name));
  const { directory, adminDirectory, adminUi, database, apis, auth } = service;
  const settings = { directory, adminDirectory, adminUi, database, apis, auth: auth?.entity.id };
  return JSON.stringify([GENERATOR_VERSION, settings, names]);
}

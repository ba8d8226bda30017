import { GENERATOR_VERSION } from './generator-version.ts';
import { hasFixture } from './server/entity/fixture.ts';
import type { EntityView, ServiceView } from './view/service-view.ts';

/** Parts that are kept: a service of a thousand entities, five parts each, fits twice. */
const MOST = 10_000;

/**
 * Rendered parts by what they were made from: what did not change is not rendered again. The parts of a key are the same objects each
 * time. It may be thrown away at any moment; the owner decides how long it lives.
 */
export class RenderCache {
  readonly #parts = new Map<string, unknown>();
  #named = 0;

  /** The part of this key, made when it is not there. A key begins with the kind of its part. */
  part<Part>(key: string, make: () => Part): Part {
    const part = this.#parts.has(key) ? (this.#parts.get(key) as Part) : make();
    // The last to be asked for is the last to go.
    this.#parts.delete(key);
    this.#parts.set(key, part);
    const [oldest] = this.#parts.keys();
    if (this.#parts.size > MOST && oldest !== undefined) this.#parts.delete(oldest);
    return part;
  }

  /** A short name of a long text, for keys; two texts never share one. */
  nameOf(text: string): string {
    return this.part(`name ${text}`, () => {
      this.#named += 1;
      return `#${this.#named}`;
    });
  }
}

/** The cache as one service sees it: its entities by all that their parts are made from. */
export class ServiceCache {
  readonly #cache: RenderCache;
  readonly #slices: ReadonlyMap<EntityView, string>;

  constructor(service: ServiceView, cache = new RenderCache()) {
    this.#cache = cache;
    this.#slices = toSlices(service, cache);
  }

  /** A part that follows an entity, those that it points at, and the settings of the service. */
  ofEntity<Part>(kind: string, entity: EntityView, make: () => Part): Part {
    return this.#cache.part(`${kind} ${this.#slices.get(entity)}`, make);
  }

  /** A part that follows what `basis` says, and nothing else. */
  ofService<Part>(kind: string, basis: unknown, make: () => Part): Part {
    return this.#cache.part(`${kind} ${JSON.stringify(basis)}`, make);
  }
}

/** By entity, the name of everything that its parts are made from. */
function toSlices(service: ServiceView, cache: RenderCache): ReadonlyMap<EntityView, string> {
  const own = new Map(service.entities.map((entity) => [entity, cache.nameOf(ownSlice(service, entity))]));
  const around = cache.nameOf(aroundSlice(service));
  return new Map(
    service.entities.map((entity) => {
      const targets = entity.fields.flatMap((field) => {
        const target = field.kind === 'scalar' ? undefined : service.entityById.get(field.targetId);
        return target === undefined ? [] : [own.get(target) ?? ''];
      });
      return [entity, [around, own.get(entity), ...targets].join('')];
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

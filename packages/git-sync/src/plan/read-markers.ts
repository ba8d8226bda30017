import type { ServiceId } from '@amplication/domain';
import type { SyncedService } from '../ports.ts';
import { ask, type Asking, type Facts } from './facts.ts';
import { parseMarker, toMarkerPath, toServiceId, type Marker } from './marker.ts';
import { isText, type Tree } from './tree.ts';

/** The markers of these services in a tree, as far as they can be read. */
export function* readMarkers(
  facts: Facts,
  tree: Tree,
  services: readonly Pick<SyncedService, 'id'>[],
): Asking<ReadonlyMap<string, Marker>> {
  const files = services.flatMap(({ id: serviceId }) => {
    const file = tree.get(toMarkerPath(serviceId));
    return file === undefined || !isText(file) ? [] : [{ serviceId, id: file.id }];
  });
  yield* ask(
    facts,
    files.map(({ id }) => ({ kind: 'blob', id })),
  );
  return new Map(
    files.flatMap(({ serviceId, id }) => {
      const marker = parseMarker(serviceId, facts.blob(id));
      return marker === undefined ? [] : [[serviceId as string, marker] as const];
    }),
  );
}

/**
 * Paths that other services generate whose marker is in the tree: services with a branch of their own, or that left. A
 * marker counts only for a generation that was pushed to this remote.
 */
export function* listHeldElsewhere(
  facts: Facts,
  tree: Tree,
  services: readonly SyncedService[],
): Asking<ReadonlySet<string>> {
  const others = [...tree.keys()]
    .flatMap((path) => toServiceId(path) ?? [])
    .filter((id) => services.every((service) => service.id !== id))
    .map((id) => ({ id: id as ServiceId }));
  const markers = [...(yield* readMarkers(facts, tree, others))].map(([id, marker]) => ({
    serviceId: id as ServiceId,
    id: marker.generation,
  }));
  yield* ask(facts, [
    ...markers.map(({ serviceId }) => ({ kind: 'pushed' as const, serviceId })),
    ...markers.map((marker) => ({ kind: 'generation' as const, ...marker })),
  ]);
  const held = markers.filter(({ serviceId, id }) => facts.pushed(serviceId).includes(id));
  return new Set(
    held.flatMap(({ serviceId, id }) => facts.generation(serviceId, id)?.entries.map((entry) => entry.path) ?? []),
  );
}

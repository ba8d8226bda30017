import { z } from 'zod';
import type { SyncedService } from '../ports.ts';

const MARKER_FOLDER = '.amplication';

/** A marker is user input: nobody needs a larger one. */
const LARGEST_MARKER = 1_000_000;

const markerSchema = z.object({
  service: z.string(),
  generation: z.string(),
  /** Ignored path -> the generation whose version of it the repository has; empty when it never had one. */
  ignored: z.record(z.string(), z.string()).optional(),
});

export type Marker = z.infer<typeof markerSchema>;

/** Where a service's marker lies: it travels with the code through squash, rebase, cherry-pick and revert. */
export function toMarkerPath(serviceId: string): string {
  return `${MARKER_FOLDER}/${serviceId}.json`;
}

/** The service whose marker lies at this path, if one does. */
export function toServiceId(path: string): string | undefined {
  return /^\.amplication\/([0-9a-f-]+)\.json$/u.exec(path)?.[1];
}

/** True for the paths that only markers have; they are never merged as text. */
export function isMarkerPath(path: string): boolean {
  return toServiceId(path) !== undefined;
}

/** The bytes of a service's marker: which generation the code beside it came from. */
export function renderMarker(service: SyncedService, ignored: Readonly<Record<string, string>>): Buffer {
  const paths = Object.keys(ignored).toSorted();
  const marker = {
    service: service.id,
    name: service.name,
    generation: service.generation.id,
    generatorVersion: service.generatorVersion,
    ...(service.hasLeft === true ? { removed: true } : {}),
    ...(paths.length === 0 ? {} : { ignored: Object.fromEntries(paths.map((path) => [path, ignored[path]])) }),
    note: 'Amplication reads this file to merge generated changes with your own. Keep it.',
  };
  return Buffer.from(`${JSON.stringify(marker, undefined, 2)}\n`);
}

/** Reads a marker that a person may have edited: undefined when it says nothing usable of this service. */
export function parseMarker(serviceId: string, bytes: Buffer | undefined): Marker | undefined {
  if (bytes === undefined || bytes.byteLength > LARGEST_MARKER) return undefined;
  try {
    const marker = markerSchema.parse(JSON.parse(bytes.toString('utf8')));
    return marker.service === serviceId ? marker : undefined;
  } catch {
    return undefined;
  }
}

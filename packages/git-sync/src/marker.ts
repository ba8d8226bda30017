import { z } from 'zod';
import type { SyncedService } from './ports.ts';

const MARKER_FOLDER = '.amplication';

const markerSchema = z.object({
  service: z.string(),
  generation: z.string(),
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
export function renderMarker(service: SyncedService): Buffer {
  const marker = {
    service: service.id,
    name: service.name,
    generation: service.generation.id,
    generatorVersion: service.generatorVersion,
    note: 'Amplication reads this file to merge generated changes with your own. Keep it.',
  };
  return Buffer.from(`${JSON.stringify(marker, undefined, 2)}\n`);
}

/** Reads a marker that a person may have edited: undefined when it says nothing usable of this service. */
export function parseMarker(serviceId: string, bytes: Buffer | undefined): Marker | undefined {
  if (bytes === undefined || bytes.byteLength > 100_000) return undefined;
  try {
    const marker = markerSchema.parse(JSON.parse(bytes.toString('utf8')));
    return marker.service === serviceId ? marker : undefined;
  } catch {
    return undefined;
  }
}

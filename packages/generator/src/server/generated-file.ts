import type { GeneratedFile } from '@amplication/domain';
import type { EntityView, ServiceView } from '../view/service-view.ts';

/** A file in the service's folder; `kind` is its key, there is one of it per service. */
export function serviceFile(service: ServiceView, path: string, kind: string, content: string): GeneratedFile {
  return { path: `${service.directory}/${path}`, mode: '100644', content, key: kind };
}

/** A file of one entity; it keeps its key when the entity, and with it the path, gets another name. */
export function entityFile(
  service: ServiceView,
  entity: EntityView,
  path: string,
  kind: string,
  content: string,
): GeneratedFile {
  return { path: `${service.directory}/${path}`, mode: '100644', content, key: `${kind}:${entity.id}` };
}

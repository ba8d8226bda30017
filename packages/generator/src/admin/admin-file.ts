import type { GeneratedFile } from '@amplication/domain';
import type { EntityView, ServiceView } from '../view/service-view.ts';

/** A file in the folder of the admin UI; there is one of its kind per service. */
export function adminFile(service: ServiceView, path: string, kind: string, content: string): GeneratedFile {
  return { path: `${service.adminDirectory}/${path}`, mode: '100644', content, key: `admin/${kind}` };
}

/** A file of one entity; it keeps its key when the entity, and with it the path, gets another name. */
export function adminEntityFile(
  service: ServiceView,
  entity: EntityView,
  path: string,
  kind: string,
  content: string,
): GeneratedFile {
  return { path: `${service.adminDirectory}/${path}`, mode: '100644', content, key: `admin/${kind}:${entity.id}` };
}

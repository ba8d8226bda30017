import type { GeneratedFile } from '@amplication/domain';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

const TEXT = `ignore-scripts=true
omit-lockfile-registry-resolved=true
`;

/** `.npmrc`: installs run no scripts of packages. */
export function npmrcFile(service: ServiceView): GeneratedFile {
  return serviceFile(service, '.npmrc', 'npmrc', TEXT);
}

import type { GeneratedFile } from '@amplication/domain';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

const TEXT = `node_modules/
dist/
src/prisma/client/
.env
.git/
Dockerfile
`;

/** `.dockerignore`. */
export function dockerignoreFile(service: ServiceView): GeneratedFile {
  return serviceFile(service, '.dockerignore', 'dockerignore', TEXT);
}

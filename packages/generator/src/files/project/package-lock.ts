import type { GeneratedFile } from '@amplication/domain';
import lock from '../../assets/package-lock.json' with { type: 'json' };
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

const TEXT = `${JSON.stringify(lock, null, 2)}\n`;
const RECORDED_NAME = `"name": "${lock.name}"`;

/** `package-lock.json`: recorded by npm once, with the service's name in its two places. It holds no download addresses. */
export function packageLockFile(service: ServiceView): GeneratedFile {
  const content = TEXT.replaceAll(RECORDED_NAME, () => `"name": "${service.packageName}"`);
  return serviceFile(service, 'package-lock.json', 'package-lock', content);
}

import type { GeneratedFile } from '@amplication/domain';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

const TEXT = `{
  "extends": "./tsconfig.json",
  "exclude": ["src/**/*.test.ts", "src/test-app.ts"]
}
`;

/** `tsconfig.build.json`: what goes into `dist`. */
export function tsconfigBuildFile(service: ServiceView): GeneratedFile {
  return serviceFile(service, 'tsconfig.build.json', 'tsconfig-build', TEXT);
}

import type { GeneratedFile } from '@amplication/domain';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

const TEXT = `# Copy to .env, which is never committed.
DATABASE_URL=postgresql://localhost:5432/__PACKAGE__
PORT=3000
# Origins that browsers may call from, separated by commas. None: CORS stays closed.
CORS_ORIGINS=
`;

/** `.env.example`: the settings, without secrets. */
export function envExampleFile(service: ServiceView): GeneratedFile {
  return serviceFile(service, '.env.example', 'env-example', TEXT.replace('__PACKAGE__', service.packageName));
}

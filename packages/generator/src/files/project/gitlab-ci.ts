import type { GeneratedFile } from '@amplication/domain';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

/** `.gitlab-ci.yml` of the service: install, type check, migrate and test against a real PostgreSQL, when something in its folder changed. */
export function serviceGitlabCiFile(service: ServiceView): GeneratedFile {
  const { directory, packageName } = service;
  const content = `${packageName}:
  image: node:22-bookworm-slim
  services:
    - name: postgres:17-alpine
      alias: postgres
  variables:
    POSTGRES_DB: test
    POSTGRES_USER: test
    POSTGRES_HOST_AUTH_METHOD: trust
    DATABASE_URL: postgresql://test@postgres:5432/test
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event" || $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
      changes:
        - ${directory}/**/*
  script:
    - cd ${directory}
    - npm ci --no-audit --no-fund
    - npm run generate
    - npm run typecheck
    - npm run build
    - npm run migrate
    - npm test
`;
  return serviceFile(service, '.gitlab-ci.yml', 'gitlab-ci', content);
}

import type { GeneratedFile } from '@amplication/domain';

const TEXT = `# Every service has its own pipeline beside its code. One that lies deeper than
# these patterns reach needs a line of its own here.
include:
  - local: "apps/*/.gitlab-ci.yml"
  - local: "*/.gitlab-ci.yml"
`;

/** `.gitlab-ci.yml` at the root: the same bytes for every service of a repository. */
export function rootGitlabCiFile(): GeneratedFile {
  return { path: '.gitlab-ci.yml', mode: '100644', content: TEXT, key: 'root-gitlab-ci' };
}

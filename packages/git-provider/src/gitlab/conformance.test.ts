import { startSandbox } from '@amplication/gitlab-sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeProviderConformance } from '../conformance/describe-provider-conformance.ts';
import { openGitLabHarness } from '../testing/gitlab-harness.ts';
import { openReceiver } from '../testing/open-receiver.ts';
import { openSandbox } from '../testing/open-sandbox.ts';

const test = { describe, it, expect, beforeAll, afterAll };

for (const kind of ['group', 'user'] as const) {
  describeProviderConformance(`The sandbox with a ${kind}'s namespace`, test, async () => {
    const sandbox = await openSandbox(startSandbox);
    const receiver = await openReceiver();
    return openGitLabHarness({
      url: sandbox.url,
      token: sandbox.tokens.owner,
      kind,
      spareToken: sandbox.tokens.maintainer,
      hookUrl: `${receiver.url}/hook`,
      dispose: async () => {
        await receiver[Symbol.asyncDispose]();
        await sandbox[Symbol.asyncDispose]();
      },
    });
  });
}

const { CONFORMANCE_GITLAB_URL: url = '', CONFORMANCE_GITLAB_TOKEN: token = '' } = process.env;
describe.skipIf(url === '' || token === '')('with CONFORMANCE_GITLAB_URL', () => {
  describeProviderConformance('The GitLab there', test, () =>
    openGitLabHarness({ url, token, kind: 'user', dispose: async () => undefined }),
  );
});

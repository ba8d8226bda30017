import type { Sandbox } from '@amplication/gitlab-sandbox';

/** What GitLab answered. */
export interface SandboxAnswer {
  readonly status: number;
  readonly body: never;
}

/** Calls the sandbox's API as a person of it does, by default as its owner; the path is below `/api/v4`. */
export async function callSandbox(
  sandbox: Pick<Sandbox, 'url' | 'tokens'>,
  method: string,
  path: string,
  body?: object,
  token: string = sandbox.tokens.owner,
): Promise<SandboxAnswer> {
  const response = await fetch(`${sandbox.url}/api/v4${path}`, {
    method,
    headers: { 'private-token': token, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as never };
}

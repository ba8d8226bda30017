import { createPlainBrowser } from '@amplication/test-kit';

/** A browser that is signed in to the product. */
export interface BrowserSession {
  readonly url: string;
  readonly cookie: string;
}

/** Begins an authorization as the web UI does; where it sends the browser. */
export async function beginAuthorization(
  { url, cookie }: BrowserSession,
  workspaceId: string,
  baseUrl: string,
  returnTo = '/',
): Promise<URL> {
  const response = await fetch(`${url}/api/v1/workspaces/${workspaceId}/git-authorizations`, {
    method: 'POST',
    headers: { cookie, origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ baseUrl, returnTo }),
  });
  if (response.status !== 201) throw new Error(`No authorization was begun: ${await response.text()}`);
  return new URL(((await response.json()) as { readonly url: string }).url);
}

/** Signs in at GitLab, presses a button of its consent page, and returns where GitLab sends the browser. */
export async function decideAtGitLab(authorization: URL, decision: 'Authorize' | 'Deny'): Promise<URL> {
  const browser = createPlainBrowser();
  const signIn = await browser.visit(authorization);
  if (signIn.kind !== 'page') throw new Error('GitLab did not ask who it is.');
  const consent = await browser.press(signIn.page, '@demo');
  if (consent.kind !== 'page') throw new Error('GitLab did not ask for consent.');
  const answer = await browser.press(consent.page, decision);
  if (answer.kind !== 'left') throw new Error(`GitLab did not send the browser back: ${answer.page.html}`);
  return answer.url;
}

/** The browser arrives where GitLab sent it. */
export function arrive(url: URL, cookie: string, accept = 'application/json'): Promise<Response> {
  return fetch(url, { redirect: 'manual', headers: { cookie, accept } });
}

/** Connects an account by authorization, from the first click to the last redirect. */
export async function connectByOAuth(session: BrowserSession, workspaceId: string, baseUrl: string): Promise<void> {
  const callback = await decideAtGitLab(await beginAuthorization(session, workspaceId, baseUrl), 'Authorize');
  const { status } = await arrive(callback, session.cookie, 'text/html');
  if (status !== 302) throw new Error(`The account was not connected (${status}).`);
}

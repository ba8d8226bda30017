const KEY = 'git-authorization-return';

/** Remembers, for this browser tab, from which page an authorization was started. */
export function rememberAuthorizationStart(path: string): void {
  window.sessionStorage.setItem(KEY, path);
}

/** The page from which the last authorization was started; the start page where that is not known. */
export function getAuthorizationStart(): string {
  const path = window.sessionStorage.getItem(KEY);
  // Only our own pages: two slashes begin another site.
  return path !== null && /^\/(?![/\\])/u.test(path) ? path : '/';
}

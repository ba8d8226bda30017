const NAMES = new Set(['localhost', '127.0.0.1', '::1', '[::1]']);

/** True for the names and addresses that only this machine reaches. */
export function isLoopback(host: string): boolean {
  return NAMES.has(host) || /^127\.\d+\.\d+\.\d+$/u.test(host);
}

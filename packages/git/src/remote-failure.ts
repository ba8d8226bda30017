/** Why a remote could not be used, as far as git's answer tells. */
export type RemoteFailure =
  | { readonly kind: 'unauthorised'; readonly detail: string }
  | { readonly kind: 'forbidden'; readonly detail: string }
  | { readonly kind: 'not-found'; readonly detail: string }
  | { readonly kind: 'unreachable'; readonly detail: string };

const rules: readonly (readonly [RegExp, RemoteFailure['kind']])[] = [
  [/could not read (Username|Password) for/, 'unauthorised'],
  [/Authentication failed for/, 'unauthorised'],
  [/The requested URL returned error: 401/, 'unauthorised'],
  [/The requested URL returned error: 403/, 'forbidden'],
  [/The requested URL returned error: 404/, 'not-found'],
  [/repository '.*' not found/, 'not-found'],
  [/does not appear to be a git repository/, 'not-found'],
  [/The requested URL returned error: \d\d\d/, 'unreachable'],
  // Not git's protocol: a login page, a proxy's page, an answer that was cut off.
  [/info\/refs not valid|could not determine hash algorithm|bad line length character|protocol error/, 'unreachable'],
  [/expected flush after|expected 'packfile'|expected response end packet|invalid server response/, 'unreachable'],
  [/Could not resolve (host|proxy)/, 'unreachable'],
  [/Failed to connect to|Couldn't connect to server|Connection (refused|reset|timed out)/, 'unreachable'],
  [/Operation too slow|Operation timed out|Timeout was reached|Empty reply from server/, 'unreachable'],
  [
    /SSL certificate problem|server certificate verification failed|gnutls_handshake|SSL_ERROR|SSL_connect|TLS connect/,
    'unreachable',
  ],
  [/RPC failed; |early EOF|the remote end hung up|unexpected disconnect|transfer closed with/, 'unreachable'],
  [/Recv failure|Send failure|HTTP\/2 stream|Received HTTP code \d+ from proxy|CONNECT tunnel failed/, 'unreachable'],
  [/unable to access '/, 'unreachable'],
];

/** Maps what git wrote to stderr to a reason, or undefined when the remote is not the reason. */
export function classifyRemoteFailure(stderr: string): RemoteFailure | undefined {
  // The caller asks again without.
  if (/filter '.*' not supported/.test(stderr)) return undefined;
  const kind = rules.find(([pattern]) => pattern.test(stderr))?.[1];
  return kind === undefined ? undefined : { kind, detail: lastSentence(stderr) };
}

/** The sentences that the remote itself sent, without git's `remote: ` in front and without empty ones at the ends. */
export function remoteLines(stderr: string): readonly string[] {
  const lines = stderr
    .split(/\r\n|\n|\r/)
    .flatMap((line) => (line.startsWith('remote:') ? [line.replace(/^remote: ?/, '').trimEnd()] : []));
  const first = lines.findIndex((line) => line !== '');
  const last = lines.findLastIndex((line) => line !== '');
  return first === -1 ? [] : lines.slice(first, last + 1);
}

function lastSentence(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const told = lines.find((line) => /^(fatal|error): /.test(line)) ?? lines.at(-1) ?? '';
  return told.replace(/^(fatal|error): /, '').trim();
}

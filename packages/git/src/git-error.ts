export type GitErrorKind = 'exit' | 'timeout' | 'cancelled' | 'output-limit' | 'not-installed';

/** A git process that did not do what was asked. Neither its message nor its fields hold a credential. */
export class GitError extends Error {
  readonly kind: GitErrorKind;
  /** The command line, redacted. */
  readonly command: string;
  readonly exitCode: number | undefined;
  readonly stderr: string;

  constructor(details: {
    readonly kind: GitErrorKind;
    readonly command: string;
    readonly exitCode?: number | undefined;
    readonly stderr?: string;
    readonly cause?: unknown;
  }) {
    const code = details.exitCode === undefined ? '' : ` (exit ${details.exitCode})`;
    const said =
      details.stderr === undefined || details.stderr === '' ? '' : `: ${details.stderr.slice(0, 500).trim()}`;
    super(`${details.command}: ${details.kind}${code}${said}`, { cause: details.cause });
    this.name = 'GitError';
    this.kind = details.kind;
    this.command = details.command;
    this.exitCode = details.exitCode;
    this.stderr = details.stderr ?? '';
  }
}

/** What must not be in a text: the credential of a remote in every spelling in which a server or git could repeat it. */
export function secretsOf(remote: { readonly authorization?: string | undefined } | undefined): readonly string[] {
  const authorization = remote?.authorization ?? '';
  const token = authorization.split(' ').at(-1) ?? '';
  const plain = /^basic /i.test(authorization) ? Buffer.from(token, 'base64').toString('utf8') : '';
  return [authorization, token, plain, plain.slice(plain.indexOf(':') + 1)];
}

/** Removes user information in addresses and the given secrets from a text. */
export function redact(text: string, secrets: readonly string[] = []): string {
  const withoutUserInfo = text.replace(/(https?:\/\/)[^\s/@'"]+@/gi, '$1***@');
  return secrets
    .filter((secret) => secret !== '')
    .reduce((rest, secret) => rest.replaceAll(secret, '***'), withoutUserInfo);
}

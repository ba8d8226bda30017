import { ProviderError, type HostTrouble } from '../provider-error.ts';

interface Diagnosis {
  readonly trouble: HostTrouble;
  readonly sentence: string;
}

const diagnoses: readonly (Diagnosis & { readonly codes: RegExp })[] = [
  { codes: /^(ENOTFOUND|EAI_\w+|ENODATA)$/, trouble: 'dns', sentence: 'The name of the GitLab host was not found' },
  {
    codes: /^(CERT_HAS_EXPIRED|CERT_NOT_YET_VALID)$/,
    trouble: 'tls',
    sentence: 'The certificate of the GitLab host has expired, or is not valid yet',
  },
  {
    codes: /^ERR_TLS_CERT_ALTNAME_\w+$/,
    trouble: 'tls',
    sentence: 'The certificate of the GitLab host is for another name',
  },
  {
    codes:
      /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|CERT_\w+|INVALID_CA|HOSTNAME_MISMATCH)$/,
    trouble: 'tls',
    sentence: 'The certificate of the GitLab host is not trusted',
  },
  { codes: /^(EPROTO|ERR_SSL_\w+|ERR_TLS_\w+)$/, trouble: 'tls', sentence: 'The GitLab host does not speak TLS' },
  {
    codes: /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL|EACCES|EPERM)$/,
    trouble: 'refused',
    sentence: 'The GitLab host cannot be connected to',
  },
  {
    codes: /^(ETIMEDOUT|UND_ERR_\w*TIMEOUT|TimeoutError|OAUTH_TIMEOUT)$/,
    trouble: 'timeout',
    sentence: 'The GitLab host did not answer in time',
  },
  {
    codes: /^(HTTPParserError|HPE_(?!INVALID_EOF_STATE)\w+)$/,
    trouble: 'not-gitlab',
    sentence: 'What answers at the address of GitLab does not speak HTTP',
  },
];

const cut: Diagnosis = { trouble: 'reset', sentence: 'The connection to the GitLab host was cut' };

/** What a request failed of that got no (whole) answer: kind `host-trouble`, with a sentence that says which. */
export function toTroubleError(cause: unknown): ProviderError {
  const code = findCode(cause);
  const { trouble, sentence } = diagnoses.find(({ codes }) => codes.test(code ?? '')) ?? cut;
  const detail = code === undefined ? '' : ` (${code})`;
  return new ProviderError({ kind: 'host-trouble', trouble, message: `${sentence}${detail}.`, cause });
}

/** The system's, TLS's or HTTP client's word for a failure, however deep it lies; undefined when there is none. */
export function findCode(cause: unknown, depth = 0): string | undefined {
  if (!(cause instanceof Error) || depth > 5) return undefined;
  if (cause.name === 'TimeoutError') return cause.name;
  const inner = cause instanceof AggregateError ? cause.errors.map((one) => findCode(one, depth + 1)) : [];
  const deepest = findCode(cause.cause, depth + 1) ?? inner.find((code) => code !== undefined);
  const own = 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  return deepest ?? own ?? (cause.name === 'HTTPParserError' ? cause.name : undefined);
}

import { Refusal } from '@amplication/domain';
import { ProviderError } from '@amplication/git-provider';

/** Runs a call to GitLab for a person, and turns what GitLab says into our refusals. */
export async function askProvider<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ProviderError) throw toRefusal(error);
    throw error;
  }
}

/** What a person can do about GitLab's answer. */
export function toRefusal(error: ProviderError): Refusal {
  switch (error.kind) {
    case 'unauthorised':
      return new Refusal(
        'reconnect_required',
        'GitLab no longer accepts our access: connect the account again (Add Organization).',
      );
    case 'forbidden':
      return new Refusal(
        'provider_refused',
        'The connected account may not do this in GitLab: it needs at least the Developer role there (Maintainer for protected branches).',
      );
    case 'not-found':
      return new Refusal('not_found', 'GitLab does not have this (any more), or the connected account may not see it.');
    case 'invalid':
    case 'conflict':
      return new Refusal(
        'provider_refused',
        error.message,
        Object.entries(error.fields).flatMap(([path, messages]) => messages.map((message) => ({ path, message }))),
      );
    case 'refused':
      return new Refusal('provider_refused', error.message);
    case 'rate-limited':
    case 'host-trouble':
      // Nobody mends a certificate by waiting.
      if (error.trouble === 'tls') return new Refusal('provider_refused', error.message);
      return new Refusal('provider_unavailable', 'GitLab does not answer at the moment: try again in a minute.');
  }
}

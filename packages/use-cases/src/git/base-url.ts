import { Refusal } from '@amplication/domain';

const FIELD = 'baseUrl';

/**
 * The address of a GitLab as it is kept: http or https, perhaps with a path that it is served below, without a slash at the
 * end. Throws `Refusal` for anything else, at the form field.
 */
export function toBaseUrl(text: string): string {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw refuse('It must begin with https:// (or http://).');
  if (url.username !== '' || url.password !== '') throw refuse('Leave the user name and the password out.');
  if (url.search !== '' || url.hash !== '') throw refuse('Leave out what comes after "?" or "#".');
  return `${url.origin}${url.pathname}`.replace(/\/+$/u, '');
}

function refuse(message: string): Refusal {
  return new Refusal('invalid_input', `This is not the address of a GitLab. ${message}`, [{ path: FIELD, message }]);
}

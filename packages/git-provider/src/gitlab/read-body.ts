import { ProviderError } from '../provider-error.ts';

/** More than any answer that we ask for; a host that sends more is broken, or means harm. */
export const maxAnswerBytes = 20 * 1024 * 1024;

/** The text of a body; throws kind `refused`, and reads no further, when it is larger than 20 MB. */
export async function readBody(
  body: AsyncIterable<Uint8Array> & { destroy(): unknown },
  headers: Readonly<Record<string, unknown>>,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (Number(headers['content-length'] ?? 0) > maxAnswerBytes) throw tooLarge(body);
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maxAnswerBytes) throw tooLarge(body);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function tooLarge(body: { destroy(): unknown }): ProviderError {
  body.destroy();
  return new ProviderError({
    kind: 'refused',
    message: `The answer of GitLab is larger than ${maxAnswerBytes} bytes.`,
  });
}

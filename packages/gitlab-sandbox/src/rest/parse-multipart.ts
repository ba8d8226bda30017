/** The fields of a `multipart/form-data` body; a file counts as its text. Broken parts are left out. */
export function parseMultipart(body: Buffer, contentType: string): readonly (readonly [string, string])[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return [];
  return body
    .toString('latin1')
    .split(`--${boundary}`)
    .slice(1, -1)
    .flatMap((part): (readonly [string, string])[] => {
      const end = part.indexOf('\r\n\r\n');
      const name = /\bname="([^"]*)"/i.exec(part.slice(0, end))?.[1];
      if (end === -1 || name === undefined) return [];
      return [[toUtf8(name), toUtf8(part.slice(end + 4).replace(/\r\n$/, ''))]];
    });
}

// The body is split as Latin-1, in which every byte is one character.
function toUtf8(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

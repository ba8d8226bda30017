const LIMIT = 63;

/** PostgreSQL cuts identifiers at 63 bytes: a longer one ends in a hash of the whole, so that two of them stay two. */
export function shortIdentifier(name: string, suffix = '', limit = LIMIT): string {
  const full = `${name}${suffix}`;
  if (full.length <= limit) return full;
  const hash = fnv1a(full);
  return `${name.slice(0, limit - suffix.length - hash.length - 1)}_${hash}${suffix}`;
}

function fnv1a(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, '0');
}

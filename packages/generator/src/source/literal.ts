/** A TypeScript string literal in the quotes that need fewer escapes, double ones when equal (as oxfmt writes it). */
export function stringLiteral(value: string): string {
  const quoted = JSON.stringify(value).replace(/[\u2028\u2029]/gu, (char) => `\\u${char.charCodeAt(0).toString(16)}`);
  const doubles = value.split('"').length - 1;
  const singles = value.split("'").length - 1;
  if (doubles <= singles) return quoted;
  return `'${quoted.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** One paragraph of plain words for Markdown: what would be read as markup is left out. */
export function markdownText(text: string): string {
  return text
    .replace(/[*_`[\]<>\\#|~&{}$^=+]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .replace(/^(\d+)[.)]/u, '$1')
    .trim();
}

/** A regular expression literal with the `u` flag. */
export function regexLiteral(source: string): string {
  return String(new RegExp(source, 'u')).replace(/[\u2028\u2029]/gu, (char) => `\\u${char.charCodeAt(0).toString(16)}`);
}

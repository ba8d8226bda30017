/** What takes two columns: the scripts of East Asia, their punctuation, and emoji. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\ufe0f/u;
/** What takes none: it belongs to the letter before it. */
const MARKS = /[\p{M}\p{Cf}]/gu;
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

export function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/u.test(text);
}

/** How many columns a text takes, as oxfmt counts them. */
export function textWidth(text: string): number {
  if (isAscii(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter.segment(text)) {
    width += WIDE.test(segment) ? 2 : Array.from(segment.replace(MARKS, '')).length;
  }
  return width;
}

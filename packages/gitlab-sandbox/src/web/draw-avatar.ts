import { escapeHtml } from './html.ts';

/** A round picture with the first letters of a name. */
export function drawAvatar(name: string): string {
  const letters = name
    .split(' ')
    .map((word) => word.charAt(0).toUpperCase())
    .slice(0, 2)
    .join('');
  const text = `<text x="40" y="50" font-family="sans-serif" font-size="28" fill="#fff" text-anchor="middle">${escapeHtml(letters)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80"><circle cx="40" cy="40" r="40" fill="#5943b6"/>${text}</svg>`;
}

import type { GeneratedFile } from '@amplication/domain';
import type { ServiceView } from '../view/service-view.ts';
import { adminFile } from './admin-file.ts';
import { textWidth } from './text-width.ts';

const WIDTH = 80;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** `index.html`. */
export function indexHtmlFile(service: ServiceView): GeneratedFile {
  const content = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <link rel="icon" href="data:," />
    ${titleElement(service.name)}
  </head>
  <body>
    <div id="root"></div>
    <noscript>This page needs JavaScript.</noscript>
    <script type="module" src="/src/main.tsx"></script>
  </body>
</html>
`;
  return adminFile(service, 'index.html', 'index-html', content);
}

/** On one line, or its words on as few lines as they take. */
function titleElement(name: string): string {
  const words = name
    .replace(/[&<>]/gu, (char) => ESCAPES[char] ?? char)
    .split(/\s+/u)
    .filter((word) => word !== '');
  const flat = `<title>${words.join(' ')}</title>`;
  if (textWidth(flat) + 4 <= WIDTH) return flat;
  const lines: string[] = [];
  for (const word of words) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && 6 + textWidth(longer) <= WIDTH) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return ['<title>', ...lines.map((line) => `  ${line}`), '</title>'].join('\n    ');
}

import { html, type Html } from './html.ts';

const LINK = /\[([^\]\n]+)\]\((https?:\/\/[^\s)]+)\)/g;

/**
 * The little of Markdown that descriptions and notes use, as GitLab shows it: comments are invisible, links are links,
 * lines that begin with a dash are a list. Everything else is text, escaped.
 */
export function renderMarkdown(text: string): Html {
  const blocks = text
    .replace(/<!--[\s\S]*?-->/g, '')
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter((block) => block !== '');
  return html`${blocks.map(renderBlock)}`;
}

function renderBlock(block: string): Html {
  const lines = block.split('\n');
  if (lines.every((line) => line.startsWith('- '))) {
    return html`<ul>${lines.map((line) => html`<li>${renderLinks(line.slice(2))}</li>`)}</ul>`;
  }
  return html`<p>${renderLinks(block)}</p>`;
}

function renderLinks(text: string): readonly (Html | string)[] {
  const parts: (Html | string)[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const [whole, label = '', address = ''] = match;
    parts.push(text.slice(end, match.index), html`<a href="${address}" rel="nofollow noreferrer">${label}</a>`);
    end = match.index + whole.length;
  }
  return [...parts, text.slice(end)];
}

import { html, type Html } from './html.ts';

const INLINE = /\[([^\]\n]+)\]\((https?:\/\/[^\s)]+)\)|\*\*([^*\n]+)\*\*|`([^`\n]+)`/g;

const FENCE = /^(`{3,}|~{3,})([^\n`]*)\n([\s\S]*?)(?:^\1[ \t]*$|(?![\s\S]))/gm;

/**
 * The little of Markdown that descriptions and notes use, as GitLab shows it: comments are invisible, links are links,
 * stars are bold, back quotes are code (three of them around lines, with a suggestion's name), lines that begin with a dash or a star are a
 * list. Everything else is text, escaped.
 */
export function renderMarkdown(text: string): Html {
  const parts: Html[] = [];
  let end = 0;
  for (const match of text.matchAll(FENCE)) {
    parts.push(renderText(text.slice(end, match.index)), renderFence(match));
    end = match.index + match[0].length;
  }
  return html`${[...parts, renderText(text.slice(end))]}`;
}

function renderFence([, , name, code]: RegExpExecArray): Html {
  const heading = name?.startsWith('suggestion') === true ? html`<p class="soft">Suggested change</p>` : html``;
  return html`${heading}<pre>${(code ?? '')
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => html`<span>${line}</span>`)}</pre>`;
}

function renderText(text: string): Html {
  const blocks = text
    .replace(/<!--[\s\S]*?-->/g, '')
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter((block) => block !== '');
  return html`${blocks.map(renderBlock)}`;
}

function renderBlock(block: string): Html {
  const lines = block.split('\n');
  if (lines.every((line) => /^[-*] /.test(line))) {
    return html`<ul>${lines.map((line) => html`<li>${renderInline(line.slice(2))}</li>`)}</ul>`;
  }
  return html`<p>${renderInline(block)}</p>`;
}

function renderInline(text: string): readonly (Html | string)[] {
  const parts: (Html | string)[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    parts.push(text.slice(end, match.index), renderSpan(match));
    end = match.index + match[0].length;
  }
  return [...parts, text.slice(end)];
}

function renderSpan([, label, address, bold, code]: RegExpExecArray): Html {
  if (address !== undefined) return html`<a href="${address}" rel="nofollow noreferrer">${label}</a>`;
  return bold === undefined ? html`<code>${code}</code>` : html`<strong>${bold}</strong>`;
}

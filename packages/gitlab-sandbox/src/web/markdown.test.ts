import { describe, expect, it } from 'vitest';
import { renderMarkdown } from './markdown.ts';

describe('renderMarkdown', () => {
  it('hides comments and shows links and lists', () => {
    const text =
      '<!-- builds -->\nBy [us](https://example.com/a?b=1).\n\n- [one](http://localhost:3000/1)\n- two\n<!-- /builds -->';
    expect(renderMarkdown(text).text).toBe(
      '<p>By <a href="https://example.com/a?b=1" rel="nofollow noreferrer">us</a>.</p>' +
        '<ul><li><a href="http://localhost:3000/1" rel="nofollow noreferrer">one</a></li><li>two</li></ul>',
    );
  });

  it('shows bold, code and lists with stars', () => {
    expect(renderMarkdown('**Look:**\n\n* `a.ts`: yours stays').text).toBe(
      '<p><strong>Look:</strong></p><ul><li><code>a.ts</code>: yours stays</li></ul>',
    );
  });

  it('shows fenced lines as they are, and names a suggestion', () => {
    expect(renderMarkdown('Look:\n\n```ts\na\n\n<!-- b -->\n```\nEnd').text).toBe(
      '<p>Look:</p><pre><span>a</span><span></span><span>&#60;!-- b --&#62;</span></pre><p>End</p>',
    );
    expect(renderMarkdown('```suggestion\nx\n```').text).toBe(
      '<p class="soft">Suggested change</p><pre><span>x</span></pre>',
    );
    expect(renderMarkdown('````\n```\n````').text).toBe('<pre><span>```</span></pre>');
    expect(renderMarkdown('```\nnever closed').text).toBe('<pre><span>never closed</span></pre>');
  });

  it('runs nothing that a text brings along', () => {
    const { text } = renderMarkdown(
      '<script>alert(1)</script> [x](javascript:alert(1)) [y](https://e.com/"onclick="x)',
    );
    expect(text).not.toContain('<script');
    expect(text).not.toContain('href="javascript');
    expect(text).not.toContain('"onclick="');
  });
});

/** A browser without scripts: cookies, pages and their forms. Enough for pages that are rendered by a server. */
export interface PlainBrowser {
  /** Follows redirects within the origin of the first page; returns the page, or the address that leads away. */
  readonly visit: (url: URL) => Promise<Visited>;
  /** Presses the button of this name on a page. */
  readonly press: (page: Page, label: string) => Promise<Visited>;
}

export interface Page {
  readonly url: URL;
  readonly html: string;
}

export type Visited = { readonly kind: 'page'; readonly page: Page } | { readonly kind: 'left'; readonly url: URL };

/** A browser with an empty cookie jar. */
export function createPlainBrowser(): PlainBrowser {
  const cookies = new Map<string, string>();

  const request = async (
    url: URL,
    init: {
      readonly method?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: URLSearchParams;
    },
  ): Promise<Visited> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, accept: 'text/html', cookie },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const location = response.headers.get('location');
    if (location === null) return { kind: 'page', page: { url, html: await response.text() } };
    const target = new URL(location, url);
    return target.origin === url.origin ? request(target, {}) : { kind: 'left', url: target };
  };

  return {
    visit: (url) => request(url, {}),
    press: (page, label) => {
      const { action, fields } = findButton(page, label);
      return request(action, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: page.url.origin },
        body: new URLSearchParams(fields),
      });
    },
  };
}

function findButton(page: Page, label: string): { readonly action: URL; readonly fields: [string, string][] } {
  for (const [form, attributes = ''] of page.html.matchAll(/<form([^>]*)>[\s\S]*?<\/form>/giu)) {
    for (const [, buttonAttributes = '', text = ''] of form.matchAll(/<button([^>]*)>([\s\S]*?)<\/button>/giu)) {
      if (!text.replace(/<[^>]+>/gu, ' ').includes(label)) continue;
      const hidden = [...form.matchAll(/<input([^>]*)>/giu)].map(([, input = '']): [string, string] => [
        read(input, 'name'),
        read(input, 'value'),
      ]);
      const own: [string, string][] =
        read(buttonAttributes, 'name') === ''
          ? []
          : [[read(buttonAttributes, 'name'), read(buttonAttributes, 'value')]];
      return { action: new URL(read(attributes, 'action'), page.url), fields: [...hidden, ...own] };
    }
  }
  throw new Error(`No button "${label}" at ${page.url.href}:\n${page.html}`);
}

function read(attributes: string, name: string): string {
  const value = new RegExp(`\\b${name}="([^"]*)"`, 'iu').exec(attributes)?.[1] ?? '';
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return value.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/giu,
    (whole: string, hex?: string, decimal?: string, word?: string) => {
      if (word !== undefined) return named[word] ?? whole;
      return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
    },
  );
}

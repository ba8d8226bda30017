import type { FastifyReply } from 'fastify';
import type { User } from '../state/sandbox-state.ts';
import { html, type Html } from './html.ts';

export interface Page {
  readonly title: string;
  readonly body: Html;
  readonly user?: User | undefined;
  readonly status?: number;
  /** Other origins that a form of the page may lead to. */
  readonly formOrigins?: readonly string[];
}

/** Sends a page that runs no script, loads nothing from elsewhere and cannot be framed. */
export function sendPage(reply: FastifyReply, page: Page): FastifyReply {
  const formAction = ["'self'", ...(page.formOrigins ?? [])].join(' ');
  return reply
    .code(page.status ?? 200)
    .type('text/html; charset=utf-8')
    .headers({
      'Content-Security-Policy': `default-src 'none'; style-src 'self'; form-action ${formAction}; frame-ancestors 'none'; base-uri 'none'`,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'same-origin',
      'Cache-Control': 'no-store',
    })
    .send(layout(page).text);
}

function layout(page: Page): Html {
  const who = page.user;
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} · GitLab sandbox</title><link rel="stylesheet" href="/-/sandbox.css"></head>
<body>
<header class="top"><a href="/"><strong>GitLab sandbox</strong></a>${
    who === undefined
      ? html`<a class="who" href="/users/sign_in">Sign in</a>`
      : html`<span class="who"><span>Signed in as</span> <strong>${who.name}</strong></span>
<form method="post" action="/users/sign_out"><button>Sign out</button></form>`
  }</header>
<main>${page.body}</main>
</body>
</html>
`;
}

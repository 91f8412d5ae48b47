import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { contentSecurityPolicy } from './headers.ts';

/** The pages' own colours, without their stylesheet: its address is the build's, and the build may be what failed. */
const STYLE = `body{margin:0;background:#f7f6f3;color:#14213d;font:16px/1.5 ui-sans-serif,system-ui,sans-serif}
main{max-width:40rem;margin:4rem auto;padding:0 1.25rem}h1{font-size:28px;line-height:34px}a{color:#0f5c5c}
b{font-weight:600}p{overflow-wrap:anywhere}`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Answers outside the pages: a page for a browser, JSON or one line for a program. `message` is ours and plain text without markup. */
export function refuse(request: Request, response: Response, status: number, message: string): void {
  const requestId: string = response.locals.requestId ?? '';
  response.status(status).set('Cache-Control', 'private, no-store').vary('Accept');
  const kind = request.accepts(['text', 'html', 'json']);
  if (kind === 'json') response.json({ message, requestId });
  else if (kind !== 'html') response.type('text').send(`${message}\n`);
  else {
    response.set('Content-Security-Policy', contentSecurityPolicy({ style: `'sha256-${STYLE_HASH}'` }));
    response.type('html').send(page(status, message, requestId));
  }
}

function page(status: number, message: string, requestId: string): string {
  const title = status < 500 ? 'This cannot be done' : 'Something went wrong';
  const number = status < 500 ? '' : `<p>If it happens again, tell us this number: <b>${requestId}</b></p>`;
  return `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Sufficiency Market</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1><p>${message}</p>${number}<p><a href="/">Go to the first page</a></p></main></body></html>`;
}

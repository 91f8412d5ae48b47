import { RemixServer } from '@remix-run/react';
import { createElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

type Context = Parameters<typeof RemixServer>[0]['context'];

/** A component as the server renders it on a page: its links have the router that they need. */
export function htmlOf(content: ReactNode): string {
  const root = { id: 'root', path: '', module: '', hasLoader: false, hasAction: false, hasErrorBoundary: false };
  const location = { pathname: '/', search: '', hash: '', state: null, key: 'default' };
  const context = {
    manifest: { routes: { root }, entry: { module: '', imports: [] }, url: '', version: '' },
    routeModules: { root: { default: () => content } },
    staticHandlerContext: {
      ...{ location, basename: '', loaderData: {}, actionData: null, errors: null, statusCode: 200 },
      matches: [{ params: {}, pathname: '/', pathnameBase: '/', route: { id: 'root', path: '' } }],
      ...{ loaderHeaders: {}, actionHeaders: {}, activeDeferreds: null },
    },
    future: {},
    isSpaMode: false,
  } as unknown as Context;
  return renderToStaticMarkup(createElement(RemixServer, { context, url: 'https://market.example/' }));
}

/** The same without the tags. */
export const textOf = (content: ReactNode): string =>
  htmlOf(content)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

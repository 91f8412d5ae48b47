import { data, type LinksFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  useLoaderData,
  useMatches,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react';
import { type ReactNode, useContext } from 'react';
import stylesheet from '../styles/app.css?url';
import { mailboxFor } from './http/mailbox.server.ts';
import { takeNotice } from './http/notice.server.ts';
import { withVisitor } from './http/with-actor.server.ts';
import { ErrorPage, errorTitle } from './ui/error-page.tsx';
import { Notice } from './ui/notice.tsx';
import { PageFrame, type Viewer } from './ui/page-frame.tsx';
import { RequestDetailsContext } from './ui/request-details.ts';

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: stylesheet },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
];

export const meta: MetaFunction = ({ error }) => [
  {
    title: error
      ? `${errorTitle(isRouteErrorResponse(error) ? error.status : 500)} – Sufficiency Market`
      : 'Sufficiency Market',
  },
];

export async function loader({ request }: LoaderFunctionArgs) {
  const { notice, headers } = await takeNotice(request);
  const viewer = await withVisitor(request, async ({ person, actor }): Promise<Viewer | null> => {
    if (!person) return null;
    const { name, memberships } = person;
    if (!actor) return { name, memberships, acting: null };
    const { organisationName, organisationKind, roles } = actor;
    return { name, memberships, acting: { organisationName, organisationKind, roles } };
  });
  return data({ viewer, notice, mailbox: mailboxFor(request) !== undefined }, { headers });
}

export function Layout({ children }: { children: ReactNode }) {
  const { viewer = null, mailbox = false } = useRouteLoaderData<typeof loader>('root') ?? {};
  const { nonce } = useContext(RequestDetailsContext);
  // Pages work without script; one whose handle says `script: true` gets it as well.
  const scripted = useMatches().some((match) => (match.handle as { script?: boolean } | undefined)?.script === true);
  return (
    <html lang="en-GB">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content="#14213d" />
        <Meta />
        <Links />
      </head>
      <body>
        <PageFrame viewer={viewer} mailbox={mailbox}>
          {children}
        </PageFrame>
        {scripted && <Scripts nonce={nonce} />}
      </body>
    </html>
  );
}

export default function App() {
  const { notice } = useLoaderData<typeof loader>();
  return (
    <>
      {notice && <Notice>{notice}</Notice>}
      <Outlet />
    </>
  );
}

export function ErrorBoundary() {
  const error = useRouteError();
  const { requestId, unavailable } = useContext(RequestDetailsContext);
  if (!isRouteErrorResponse(error)) return <ErrorPage status={unavailable ? 503 : 500} requestId={requestId} />;
  const message: unknown = error.data?.message;
  return <ErrorPage status={error.status} message={typeof message === 'string' ? message : undefined} />;
}

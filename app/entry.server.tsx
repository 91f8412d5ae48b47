import { PassThrough } from 'node:stream';
import type { AppLoadContext, EntryContext, HandleErrorFunction } from '@remix-run/node';
import { createReadableStreamFromReadable } from '@remix-run/node';
import { isRouteErrorResponse, RemixServer } from '@remix-run/react';
import { renderToPipeableStream } from 'react-dom/server';
import { isUnavailable } from './http/unavailable.ts';
import { tellFault } from './log.server.ts';
import { RequestDetailsContext } from './ui/request-details.ts';

// For the server, which counts them and closes them when it stops.
export { connections } from './db.server.ts';

/** A remark of the framework's about how it is asked, not a fault. */
const REMARK = /^Warning: Single fetch/;

/** Faults of ours are logged; a page that is not there, or a visitor who left, is none. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || isRouteErrorResponse(error)) return;
  if (error instanceof Error && REMARK.test(error.message)) return;
  if (isUnavailable(error)) context.unavailable = true;
  tellFault(error, { requestId: context.requestId });
};

/** Renders the whole page before the first byte: a failure is then a 500, not half a page. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  details: AppLoadContext,
) {
  const page = (
    <RequestDetailsContext.Provider value={details}>
      <RemixServer context={context} url={request.url} nonce={details.nonce} />
    </RequestDetailsContext.Provider>
  );
  return new Promise<Response>((resolve, reject) => {
    let failed = false;
    const { pipe } = renderToPipeableStream(page, {
      nonce: details.nonce,
      onAllReady() {
        const body = new PassThrough();
        headers.set('Content-Type', 'text/html; charset=utf-8');
        const answered = failed ? 500 : status;
        const away = answered === 500 && details.unavailable;
        if (away) headers.set('Retry-After', RETRY_AFTER_SECONDS);
        resolve(new Response(createReadableStreamFromReadable(body), { headers, status: away ? 503 : answered }));
        pipe(body);
      },
      onShellError: reject,
      onError(error) {
        failed = true;
        tellFault(error, { requestId: details.requestId });
      },
    });
  });
}

const RETRY_AFTER_SECONDS = '30';

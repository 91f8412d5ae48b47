import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import {
  type AppLoadContext,
  createReadableStreamFromReadable,
  createRequestHandler,
  type ServerBuild,
} from '@remix-run/node';
import type { Request as ExpressRequest, Response as ExpressResponse, RequestHandler } from 'express';

/** No answer takes longer to be read, in milliseconds: ten megabytes at the pace of a poor line. */
const ANSWER_MAY_TAKE = 10 * 60_000;

/**
 * Answers with the pages. In place of @remix-run/express, which writes an answer without waiting for whoever reads it: all of a file would
 * be in memory for each who asks for it and does not read.
 */
export function answerWithPages(
  build: ServerBuild | (() => Promise<ServerBuild>),
  contextOf: (response: ExpressResponse) => AppLoadContext,
): RequestHandler {
  const answer = createRequestHandler(build, process.env.NODE_ENV);
  return async (request, response, next) => {
    try {
      await send(await answer(requestOf(request, response), contextOf(response)), response);
    } catch (error) {
      next(error);
    }
  };
}

/** Aborted where its sender leaves before the answer's end. */
function requestOf(request: ExpressRequest, response: ExpressResponse): Request {
  const headers = new Headers();
  for (const [name, values] of Object.entries(request.headers))
    for (const value of [values ?? []].flat()) headers.append(name, value);
  const left = new AbortController();
  response.once('close', () => response.writableFinished || left.abort());
  const address = `${request.protocol}://${request.headers.host}${request.originalUrl}`;
  const { method } = request;
  const about = { method, headers, signal: left.signal };
  if (method === 'GET' || method === 'HEAD') return new Request(address, about);
  return new Request(address, { ...about, body: createReadableStreamFromReadable(request), duplex: 'half' });
}

/** The body is asked for as fast as it is read, and no more once its reader has left. */
async function send({ status, statusText, headers, body }: Response, response: ExpressResponse): Promise<void> {
  response.statusMessage = statusText;
  response.status(status);
  for (const [name, value] of headers) response.append(name, value);
  if (!body) {
    response.end();
    return;
  }
  const impatience = setTimeout(() => response.destroy(), ANSWER_MAY_TAKE);
  try {
    await pipeline(body as NodeReadableStream<Uint8Array>, response);
  } catch (error) {
    // Whoever left, or did not read, is no fault of ours.
    if (!hasLeft(error)) throw error;
  } finally {
    clearTimeout(impatience);
  }
}

const hasLeft = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE';

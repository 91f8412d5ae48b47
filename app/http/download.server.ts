import { Readable } from 'node:stream';
import { ReadableStream } from 'node:stream/web';
import { data } from '@remix-run/node';
import { attachmentHeader } from '../domain/files/file-name.ts';
import type { StoredFile } from '../domain/files/stored-file.ts';
import { fileStore } from '../files.server.ts';

/** A file that is sent as it is written: `lines` are asked for as fast as the reader takes them, and no more once they leave. */
export function csvDownload(filename: string, lines: AsyncGenerator<string> | string): Response {
  return new Response(bodyOf(Readable.from(typeof lines === 'string' ? [lines] : lines, { objectMode: false })), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${filename}"`,
      'Cache-Control': 'no-store',
    },
  });
}

/** What somebody uploaded, to be saved and never shown: were a browser to show it all the same, nothing in it could run or ask for more. */
export async function fileDownload(request: Request, file: StoredFile): Promise<Response> {
  const content = await fileStore.get(file.id);
  if (!content)
    throw data(
      { message: 'The file is not in the store any more: ask whoever uploaded it for another' },
      { status: 404 },
    );
  // An answer to HEAD loses its body unread, and nothing would close the file.
  if (request.method === 'HEAD') content.destroy();
  return new Response(bodyOf(content), {
    headers: {
      'Content-Type': file.mediaType,
      'Content-Length': String(file.bytes),
      'Content-Disposition': attachmentHeader(file.name),
      'Content-Security-Policy': "default-src 'none'; sandbox",
    },
  });
}

/** Asked for piece by piece, and closed once nobody asks any more. */
const bodyOf = (content: Readable) => ReadableStream.from<Uint8Array>(content) as BodyInit;

import { Readable } from 'node:stream';
import { createReadableStreamFromReadable } from '@remix-run/node';

/** A file that is sent as it is written: `lines` are asked for as fast as the reader takes them, and no more once they leave. */
export function csvDownload(filename: string, lines: AsyncGenerator<string> | string): Response {
  return new Response(
    createReadableStreamFromReadable(Readable.from(typeof lines === 'string' ? [lines] : lines, { objectMode: false })),
    {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="${filename}"`,
        'Cache-Control': 'no-store',
      },
    },
  );
}

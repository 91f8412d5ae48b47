/** One field of a form with files, as it arrives: its data is read before the next part is asked for, or passed over. */
export interface Part {
  name: string;
  /** Undefined: no file. Browsers send an empty one, with no data, where none was chosen. */
  filename: string | undefined;
  data: AsyncIterable<Buffer>;
}

export class NotAForm extends Error {}

const MOST_HEADER_BYTES = 8_192;
const LINE = Buffer.from('\r\n');
const END_OF_HEADERS = Buffer.from('\r\n\r\n');

/** The boundary in a Content-Type; undefined where it is that of no form with files. */
export function boundaryOf(contentType: string | null): string | undefined {
  const [, quoted, plain] =
    /^multipart\/form-data\s*;.*?\bboundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType ?? '') ?? [];
  return quoted ?? plain;
}

/**
 * The parts of a multipart body (RFC 7578) one after the other, holding no more of it at a time than arrived last. Remix's own reader takes
 * a file whose name holds a semicolon for no form at all.
 */
export async function* partsOf(body: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<Part> {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const source = new Source(body);
  await drain(source.until(delimiter));
  while ((await source.take(LINE.length)).equals(LINE)) {
    const headers = await collect(source.until(END_OF_HEADERS), MOST_HEADER_BYTES);
    const data = source.until(delimiter);
    yield { ...dispositionOf(headers), data };
    await drain(data);
  }
}

class Source {
  readonly #chunks: AsyncIterator<Uint8Array>;
  // The first delimiter stands at the very beginning, without the line's end before it.
  #rest: Buffer = LINE;

  constructor(body: AsyncIterable<Uint8Array>) {
    this.#chunks = body[Symbol.asyncIterator]();
  }

  async *until(delimiter: Buffer): AsyncGenerator<Buffer> {
    for (;;) {
      const at = this.#rest.indexOf(delimiter);
      const certain = at >= 0 ? at : Math.max(0, this.#rest.length - delimiter.length + 1);
      const before = this.#rest.subarray(0, certain);
      this.#rest = this.#rest.subarray(at >= 0 ? at + delimiter.length : certain);
      if (before.length > 0) yield before;
      if (at >= 0) return;
      await this.#more();
    }
  }

  async take(bytes: number): Promise<Buffer> {
    while (this.#rest.length < bytes) await this.#more();
    const taken = this.#rest.subarray(0, bytes);
    this.#rest = this.#rest.subarray(bytes);
    return taken;
  }

  async #more() {
    const next = await this.#chunks.next();
    if (next.done) throw new NotAForm('The form ends before its end');
    this.#rest = Buffer.concat([this.#rest, next.value]);
  }
}

/** All of it as text; refused where it is longer. */
export async function collect(data: AsyncIterable<Buffer>, mostBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of data) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new NotAForm('A part of the form is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function drain(data: AsyncIterable<Buffer>) {
  for await (const _ of data);
}

function dispositionOf(headers: string): { name: string; filename: string | undefined } {
  const disposition = headers.split('\r\n').find((line) => /^content-disposition:\s*form-data\s*;/i.test(line)) ?? '';
  const name = parameter(disposition, 'name');
  if (name === undefined) throw new NotAForm('A part of the form has no name');
  return { name, filename: parameter(disposition, 'filename') };
}

/** Browsers write a quotation mark and the ends of lines as %22, %0D and %0A, and nothing else otherwise than it is. */
function parameter(disposition: string, name: string): string | undefined {
  const [, value] = new RegExp(`;\\s*${name}="([^"]*)"`, 'i').exec(disposition) ?? [];
  return value?.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n');
}

import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { data } from '@remix-run/node';
import { config } from '../config.server.ts';
import { cleanFileName } from '../domain/files/file-name.ts';
import { fileTypeOf, MOST_FILE_BYTES } from '../domain/files/file-type.ts';
import type { StoredFile } from '../domain/files/stored-file.ts';
import { scan } from '../file-store/clamd.server.ts';
import { fileStore } from '../files.server.ts';
import { log } from '../log.server.ts';
import { fieldsOfOurs, formDataOf } from './form-data.server.ts';
import { boundaryOf, collect, NotAForm, type Part, partsOf } from './multipart.server.ts';

/** A form with a file: the file is in the store under its id, or what to tell beside its field. */
export interface Upload {
  form: FormData;
  file: StoredFile | undefined;
  problem: string | undefined;
}

const MOST_FIELD_BYTES = 100_000;
const MOST_FIELDS = 50;
const CHOOSE = 'Choose a file';

/**
 * Receives a form whose control `file` holds one file. The file is written to disk as it arrives, looked at, and put into the store; until a
 * transaction records it, in keepUpload(), nobody sees it. Call it for those alone who may upload.
 */
export async function receiveUpload(request: Request): Promise<Upload> {
  const boundary = boundaryOf(request.headers.get('Content-Type'));
  if (!boundary || !request.body) return { form: await formDataOf(request), file: undefined, problem: CHOOSE };
  const folder = await mkdtemp(join(tmpdir(), 'upload-'));
  try {
    const { fields, received } = await receive(partsOf(chunksOf(request.body), boundary), join(folder, 'file'));
    const form = fieldsOfOurs(fields);
    if (!received) return { form, file: undefined, problem: CHOOSE };
    return { form, ...(await keep(received)) };
  } catch (error) {
    if (error instanceof NotAForm) throw data({ message: 'What was sent is not a form' }, { status: 400 });
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Outcome {
  answer: unknown;
  /** The id of the file that was recorded: where that is another than came, or none, the one that came is taken away again. */
  kept?: string;
}

/**
 * Has `record` give the file that came its use in a transaction of its own; without that the file does not stay, whatever `record` refuses
 * it for. Where it cannot be known whether the transaction was committed, it does.
 */
export async function keepUpload<O extends Outcome>(
  { file }: Upload,
  record: (file: StoredFile | undefined) => Promise<O>,
): Promise<O['answer']> {
  let kept: string | undefined;
  let known = false;
  try {
    const outcome = await record(file);
    kept = outcome.kept;
    known = true;
    return outcome.answer;
  } catch (error) {
    known = isRefusal(error);
    throw error;
  } finally {
    if (file && known && kept !== file.id) await fileStore.delete(file.id);
  }
}

/** withActor() throws these, once it has taken back what was done: an answer of ours, not a fault. */
const isRefusal = (error: unknown) => error instanceof Response || !(error instanceof Error);

interface Received {
  path: string;
  filename: string;
  bytes: number;
  sha256: string;
}

async function receive(parts: AsyncIterable<Part>, path: string) {
  const fields: [string, string][] = [];
  let received: Received | undefined;
  for await (const { name, filename, data } of parts) {
    if (filename === undefined) {
      if (fields.length >= MOST_FIELDS) throw new NotAForm('Too many fields');
      fields.push([name, await collect(data, MOST_FIELD_BYTES)]);
    } else if (name === 'file' && filename !== '' && !received) {
      received = { path, filename, ...(await write(data, path)) };
    }
  }
  return { fields, received };
}

async function write(content: AsyncIterable<Buffer>, path: string) {
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = async function* () {
    for await (const chunk of content) {
      bytes += chunk.length;
      hash.update(chunk);
      // What is beyond is counted, so that the form's other fields are still read, but not kept.
      if (bytes <= MOST_FILE_BYTES) yield chunk;
    }
  };
  await pipeline(Readable.from(counted()), createWriteStream(path, { mode: 0o600 }));
  return { bytes, sha256: hash.digest('hex') };
}

async function keep({ path, filename, bytes, sha256 }: Received): Promise<Pick<Upload, 'file' | 'problem'>> {
  const refused = (problem: string) => ({ file: undefined, problem });
  if (bytes > MOST_FILE_BYTES) return refused('Choose a file of 10 MB at most');
  const name = cleanFileName(filename);
  const found = await oneAtATime(async () => fileTypeOf(name, await readFile(path)));
  if ('problem' in found) return refused(found.problem);
  const infection = config.clamdAddress ? await problemOfScan(config.clamdAddress, path) : undefined;
  if (infection) return refused(infection);
  const { mediaType } = found.type;
  const file = { id: randomUUID(), name, mediaType, bytes, sha256 };
  await fileStore.put(file.id, createReadStream(path), { bytes, mediaType });
  return { file, problem: undefined };
}

let looking: Promise<unknown> = Promise.resolve();

/** However many upload at once, one file is held in memory. */
function oneAtATime<T>(look: () => Promise<T>): Promise<T> {
  const result = looking.then(look);
  looking = result.catch(() => {});
  return result;
}

async function problemOfScan(address: string, path: string): Promise<string | undefined> {
  const verdict = await scan(address, createReadStream(path));
  if (verdict.clean) return undefined;
  if ('found' in verdict) {
    log.warn({ found: verdict.found }, 'infected upload refused');
    return 'The file is infected with a virus: it was not kept. Choose another, and have your machine looked through';
  }
  log.error({ reason: verdict.unreachable }, 'upload not looked through');
  return 'The file could not be looked through for viruses just now, so it was not kept: try again in a few minutes';
}

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}

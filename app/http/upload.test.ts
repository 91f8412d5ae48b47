import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

let folder: string;
const servers: Server[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'uploads-'));
  vi.resetModules();
  for (const name of ['APP_DATABASE_URL', 'IDENTITY_DATABASE_URL']) vi.stubEnv(name, 'postgres://nowhere.invalid');
  vi.stubEnv('AUTH_SECRET', 'x'.repeat(32));
  vi.stubEnv('PUBLIC_URL', 'http://localhost:3000');
  vi.stubEnv('FILES_FOLDER', folder);
  vi.stubEnv('CLAMD_ADDRESS', '');
  vi.stubEnv('LOG_LEVEL', 'silent');
});
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await rm(folder, { recursive: true });
});

const kept = async () => (await readdir(folder)).length;

async function receive(form: FormData | URLSearchParams) {
  const { receiveUpload } = await import('./upload.server.ts');
  return receiveUpload(new Request('http://localhost:3000/', { method: 'POST', body: form }));
}

function formWith(content: string | Uint8Array<ArrayBuffer>, name: string) {
  const form = new FormData();
  form.append('title', 'A title');
  form.append('file', new File([content], name));
  form.append('key', 'after the file');
  form.append('toString', 'not ours');
  return form;
}

/** A clamd that says the same of everything. */
async function clamd(verdict: string) {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (chunk) => chunk.subarray(-4).equals(Buffer.alloc(4)) && socket.end(`stream: ${verdict}\0`));
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  vi.stubEnv('CLAMD_ADDRESS', `127.0.0.1:${(server.address() as AddressInfo).port}`);
}

test('keeps the file under its id, and the fields of the form', async () => {
  const { form, file, problem } = await receive(formWith('%PDF-1.7\n', '..\\Policy\u0000; v=2.PDF'));
  expect(problem).toBeUndefined();
  expect(file).toMatchObject({
    name: 'Policy; v=2.pdf',
    mediaType: 'application/pdf',
    bytes: 9,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(await readdir(folder)).toEqual([file?.id]);
  expect([...form]).toEqual([
    ['title', 'A title'],
    ['key', 'after the file'],
  ]);
});

test.each<[string, FormData | URLSearchParams, RegExp]>([
  ['another content than its name', formWith('<script>', 'a.pdf'), /not PDF/],
  ['more than 10 MB', formWith(new Uint8Array(10_000_001), 'a.pdf'), /10 MB at most/],
  ['nothing chosen', formWith('', ''), /Choose a file/],
  [
    'no form with files',
    new URLSearchParams({ title: 'A title', key: 'after the file', file: 'text' }),
    /Choose a file/,
  ],
])('%s: nothing stays, what was typed comes back', async (_, form, message) => {
  const upload = await receive(form);
  expect(upload).toMatchObject({ file: undefined, problem: expect.stringMatching(message) });
  expect(upload.form.get('key')).toBe('after the file');
  expect(await kept()).toBe(0);
});

test('what clamd finds infected does not stay', async () => {
  await clamd('Win.Test.EICAR_HDB-1 FOUND');
  expect(await receive(formWith('%PDF-', 'a.pdf'))).toMatchObject({
    file: undefined,
    problem: expect.stringMatching(/infected/),
  });
  expect(await kept()).toBe(0);
});

test('what clamd finds clean stays; what it cannot be asked of does not', async () => {
  await clamd('OK');
  expect((await receive(formWith('%PDF-', 'a.pdf'))).file).toBeDefined();
  for (const server of servers.splice(0)) await new Promise((done) => server.close(done));
  vi.resetModules();
  expect(await receive(formWith('%PDF-', 'a.pdf'))).toMatchObject({
    file: undefined,
    problem: expect.stringMatching(/could not be looked through/),
  });
  expect(await kept()).toBe(1);
});

test('a file whose transaction records another, or none, is taken away again', async () => {
  const { keepUpload } = await import('./upload.server.ts');
  for (const outcome of [{ answer: 1 }, { answer: 1, kept: 'another' }]) {
    await keepUpload(await receive(formWith('%PDF-', 'a.pdf')), async () => outcome);
    expect(await kept()).toBe(0);
  }
  await keepUpload(await receive(formWith('%PDF-', 'a.pdf')), async (file) => ({ answer: 1, kept: file?.id ?? '' }));
  expect(await kept()).toBe(1);
});

test('a file whose use is refused is taken away again; one whose use failed midway stays', async () => {
  const [{ keepUpload }, { answeringRefusals }, { DomainError }] = await Promise.all([
    import('./upload.server.ts'),
    import('./with-actor.server.ts'),
    import('../domain/errors.ts'),
  ]);
  const use = async (fault: Error) =>
    keepUpload(await receive(formWith('%PDF-', 'a.pdf')), () => answeringRefusals(() => Promise.reject(fault)));
  for (const code of ['not-found', 'forbidden', 'conflict'] as const) {
    await expect(use(new DomainError(code, 'No'))).rejects.toMatchObject({ data: { message: 'No' } });
    expect(await kept()).toBe(0);
  }
  await expect(use(new Error('The connection was lost while the transaction was committed'))).rejects.toThrow(/lost/);
  expect(await kept()).toBe(1);
});

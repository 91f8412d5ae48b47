import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localFileStore } from './local-file-store.server.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'));
});
afterAll(() => rm(folder, { recursive: true }));

const ABOUT = { bytes: 7, mediaType: 'text/plain' };

test('a file is there until it is deleted, for its owner alone', async () => {
  const store = localFileStore(join(folder, 'new'));
  expect(await store.get('one')).toBeUndefined();
  await store.put('one', Readable.from([Buffer.from('content')]), ABOUT);
  const content = await store.get('one');
  expect(content && (await text(content))).toBe('content');
  expect((await stat(join(folder, 'new'))).mode & 0o777).toBe(0o700);
  expect((await stat(join(folder, 'new', 'one'))).mode & 0o777).toBe(0o600);
  await store.delete('one');
  await store.delete('one');
  expect(await store.get('one')).toBeUndefined();
});

test('half a file leaves nothing behind', async () => {
  const store = localFileStore(join(folder, 'half'));
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from('half');
      throw new Error('the sender left');
    })(),
  );
  await expect(store.put('one', broken, ABOUT)).rejects.toThrow('the sender left');
  expect(await readdir(join(folder, 'half'))).toEqual([]);
});

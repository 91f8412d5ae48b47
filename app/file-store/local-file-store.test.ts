import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
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

test('what was put before a moment is listed, and what a put that was cut off left; both can be deleted', async () => {
  const store = localFileStore(join(folder, 'listed'));
  const list = async () => {
    const ids: string[] = [];
    for await (const id of store.list(new Date(Date.now() - 60_000))) ids.push(id);
    return ids;
  };
  expect(await list()).toEqual([]);
  for (const id of ['old', 'new']) await store.put(id, Readable.from([Buffer.from('content')]), ABOUT);
  await writeFile(join(folder, 'listed', 'cut-off.part'), 'con');
  const before = Date.now() / 1_000 - 120;
  for (const name of ['old', 'cut-off.part']) await utimes(join(folder, 'listed', name), before, before);
  expect((await list()).toSorted()).toEqual(['cut-off', 'old']);
  for (const id of await list()) await store.delete(id);
  expect(await readdir(join(folder, 'listed'))).toEqual(['new']);
});

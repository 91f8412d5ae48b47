import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundaryOf, collect, NotAForm, partsOf } from './multipart.server.ts';

/** The body in chunks of so many bytes. */
async function* inChunks(body: Buffer, bytes: number) {
  for (let at = 0; at < body.length; at += bytes) yield body.subarray(at, at + bytes);
}

async function read(body: Buffer, boundary: string, bytes = 7) {
  const parts: { name: string; filename: string | undefined; content: string }[] = [];
  for await (const { name, filename, data } of partsOf(inChunks(body, bytes), boundary))
    parts.push({ name, filename, content: await collect(data, 1_000_000) });
  return parts;
}

/** As a browser sends it. */
async function sent(form: FormData) {
  const request = new Request('http://market.example', { method: 'POST', body: form });
  return {
    body: Buffer.from(await request.arrayBuffer()),
    boundary: boundaryOf(request.headers.get('Content-Type')) ?? '',
  };
}

test.each(['Policy.pdf', 'Policy; final = 2.pdf', 'The "new" one.pdf', 'Políza ✓.pdf'])(
  'reads a file named %s as it is sent',
  async (name) => {
    const form = new FormData();
    form.append('title', 'Two\r\n--lines');
    form.append('file', new File(['%PDF-\r\n\r\n--not the end'], name));
    form.append('key', '');
    const { body, boundary } = await sent(form);
    for (const bytes of [1, 7, 1_000_000]) {
      expect(await read(body, boundary, bytes)).toEqual([
        { name: 'title', filename: undefined, content: 'Two\r\n--lines' },
        { name: 'file', filename: name, content: '%PDF-\r\n\r\n--not the end' },
        { name: 'key', filename: undefined, content: '' },
      ]);
    }
  },
);

test('passes over what nobody reads', async () => {
  const form = new FormData();
  form.append('file', new File(['x'.repeat(10_000)], 'a.txt'));
  form.append('key', 'k');
  const { body, boundary } = await sent(form);
  const names: string[] = [];
  for await (const { name } of partsOf(inChunks(body, 100), boundary)) names.push(name);
  expect(names).toEqual(['file', 'key']);
});

test('whatever bytes come, it is a form or it is none', () =>
  fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 50 }), async (noise, bytes) => {
      const body = Buffer.concat([Buffer.from('--b\r\nContent-Disposition: form-data; name="a"\r\n'), noise]);
      await read(body, 'b', bytes).catch((error) => expect(error).toBeInstanceOf(NotAForm));
    }),
    { numRuns: 300 },
  ));

test.each([
  ['a body that ends early', '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nvalue'],
  ['a part without a name', '--b\r\nContent-Disposition: form-data\r\n\r\nvalue\r\n--b--\r\n'],
  ['endless headers', `--b\r\nX: ${'x'.repeat(9_000)}\r\n\r\nvalue\r\n--b--\r\n`],
])('%s is no form', async (_, body) => {
  await expect(read(Buffer.from(body), 'b')).rejects.toBeInstanceOf(NotAForm);
});

test('only a form with files has a boundary', () => {
  expect(boundaryOf('multipart/form-data; boundary=abc')).toBe('abc');
  expect(boundaryOf('multipart/form-data; charset=utf-8; boundary="a b"')).toBe('a b');
  for (const type of [null, 'application/x-www-form-urlencoded', 'multipart/form-data', 'multipart/mixed; boundary=a'])
    expect(boundaryOf(type)).toBeUndefined();
});

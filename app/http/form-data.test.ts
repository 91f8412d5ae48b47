import { expect, test } from 'vitest';
import { formDataOf } from './form-data.server.ts';

const names = async (body: FormData | URLSearchParams) => {
  const request = new Request('http://market.example/', { method: 'POST', body });
  return [...(await formDataOf(request, { lists: ['rows'] }))].map(([name]) => name);
};

test('keeps the fields, the rows and the buttons of a page of ours', async () => {
  const body = new URLSearchParams([
    ['title', 'x'],
    ['when.day', '1'],
    ['rows[0].name', 'x'],
    ['rows[19].when.day', '1'],
    ['__intent__', '{"type":"insert","payload":{"name":"rows"}}'],
  ]);
  expect(await names(body)).toEqual(['title', 'when.day', 'rows[0].name', 'rows[19].when.day', '__intent__']);
});

test.each([
  ['__state__', '{'],
  ['rows', 'not a list'],
  ['rows.name', 'x'],
  ['rows[]', 'x'],
  ['rows[0]', 'x'],
  ['needs[4294967294]', 'x'],
  ['rows[4294967294].name', 'x'],
  ['toString', 'x'],
  ['title.hasOwnProperty', 'x'],
  ['rows[0].__proto__', 'x'],
  ['__intent__', '{'],
  ['__intent__', 'null'],
  ['__intent__', '[]'],
  ['__intent__', '{"type":"reset","payload":{}}'],
  ['__intent__', '{"type":"insert","payload":{"name":"title"}}'],
  ['__intent__', '{"type":"insert","payload":{"name":"rows","index":4294967294}}'],
  ['__intent__', '{"type":"remove","payload":{"name":"rows","index":-1}}'],
  ['__intent__', '{"type":"update","payload":{"name":"rows","value":{}}}'],
])('leaves out %s=%s', async (name, value) => {
  expect(await names(new URLSearchParams([[name, value]]))).toEqual([]);
});

test('leaves out files, and refuses what is no form', async () => {
  const body = new FormData();
  body.append('title', new File(['x'], 'x.txt'));
  expect(await names(body)).toEqual([]);
  const request = new Request('http://market.example/', {
    method: 'POST',
    body: '{}',
    headers: { 'Content-Type': 'a/b' },
  });
  await expect(formDataOf(request)).rejects.toMatchObject({ init: { status: 400 } });
});

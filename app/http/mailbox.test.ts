import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { keepMail } from '../domain/mail/mail-folder.server.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mailbox-'));
  const queuedAt = new Date();
  await keepMail(folder, { id: 'one', to: 'anna@kent.example', subject: 'Hello', text: 'Text', queuedAt });
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  vi.resetModules();
  for (const name of ['APP_DATABASE_URL', 'IDENTITY_DATABASE_URL']) vi.stubEnv(name, 'postgres://nowhere.invalid');
  vi.stubEnv('AUTH_SECRET', 'x'.repeat(32));
  vi.stubEnv('PUBLIC_URL', 'http://localhost:3000');
  vi.stubEnv('MAIL_FOLDER', folder);
});

const context = { nonce: '', requestId: '', unavailable: false };

async function load(MAILBOX: string | undefined, address: string) {
  vi.stubEnv('MAILBOX', MAILBOX);
  const { loader } = await import('../routes/development.mailbox.tsx');
  return loader({ request: new Request(`${address}/development/mailbox`), params: {}, context });
}

test.each(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000'])(
  'at %s it shows mail',
  async (at) => {
    expect(await load('on', at)).toMatchObject({ total: 1, mails: [{ to: 'anna@kent.example', subject: 'Hello' }] });
  },
);

test.each([
  ['it is off', 'off', 'http://localhost:3000'],
  ['nobody said that it is on', undefined, 'http://localhost:3000'],
  ['it is asked for by another name', 'on', 'http://market.example'],
])('there is none where %s', async (_, mailbox, address) => {
  await expect(load(mailbox, address)).rejects.toMatchObject({ init: { status: 404 } });
});

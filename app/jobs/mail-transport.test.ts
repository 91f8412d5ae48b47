import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { listKeptMail } from '../domain/mail/mail-folder.server.ts';
import { readMailSettings } from './mail-settings.ts';
import { createMailTransport } from './mail-transport.ts';
import { type MailServer, startMailServer } from './testing.ts';

const LINK = 'https://market.example/reset-password?token=a-secret-that-nobody-logs';
const MAIL = {
  id: '019f0000-0000-7000-8000-000000000001',
  to: 'anna@kent.example',
  subject: 'Choose a new password – £5',
  text: `Somebody asked for this.\n.\n${LINK}\n`,
  queuedAt: new Date('2027-03-03T14:05:09Z'),
};

const running: MailServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});

async function mailServer(...options: Parameters<typeof startMailServer>) {
  const server = await startMailServer(...options);
  running.push(server);
  return server;
}

const transportTo = (SMTP_URL: string, MAIL_FOLDER = '/nowhere') =>
  createMailTransport(readMailSettings({ SMTP_URL, MAIL_FOLDER, PUBLIC_URL: 'https://market.example' }));

const withoutTls = { disabledCommands: ['STARTTLS', 'AUTH'] };

test('a mail arrives, as text alone, with what a receiver tells it by', async () => {
  const server = await mailServer(withoutTls);
  await transportTo(`smtp://127.0.0.1:${server.port}`).deliver(MAIL);
  expect(server.taken).toMatchObject([{ from: 'no-reply@market.example', to: ['anna@kent.example'] }]);
  const source = server.taken[0]?.source ?? '';
  expect(source).toMatch(/^From: Sufficiency Market <no-reply@market\.example>\r$/m);
  expect(source).toMatch(/^To: anna@kent\.example\r$/m);
  expect(source).toMatch(/^Subject: =\?UTF-8\?/m);
  expect(source).toMatch(/^Message-ID: <019f0000-0000-7000-8000-000000000001@market\.example>\r$/m);
  expect(source).toMatch(/^Date: Wed, 03 Mar 2027 14:05:09 \+0000\r$/m);
  expect(source).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  expect(source).toMatch(/^Content-Type: text\/plain; charset=utf-8\r$/m);
  expect(source.replaceAll(/=\r\n/g, '').replaceAll('=3D', '=')).toContain(LINK);
});

test('a recipient and a subject stay one of each, whatever they hold', async () => {
  const server = await mailServer(withoutTls);
  const transport = transportTo(`smtp://127.0.0.1:${server.port}`);
  const subject = 'Hello\r\nBcc: eve@evil.example\r\n\r\nHow are you';
  await transport.deliver({ ...MAIL, subject });
  for (const between of [', ', ',', ';', ' ', '\r\nBcc: ', '> <', ':']) {
    const to = `anna@kent.example${between}eve@evil.example`;
    await expect(transport.deliver({ ...MAIL, to }), to).rejects.toThrow('it is not for one address');
  }
  expect(server.taken.flatMap((mail) => mail.to)).toEqual([MAIL.to]);
  expect(server.taken[0]?.source).not.toMatch(/^Bcc:/m);
});

test('it signs in with the name and password of the address', async () => {
  const seen: unknown[] = [];
  const server = await mailServer({
    authOptional: false,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth({ username, password }, _session, done) {
      seen.push(username, password);
      done(null, { user: username });
    },
  });
  await transportTo(`smtp://market:p%40ss@127.0.0.1:${server.port}`).deliver(MAIL);
  expect(seen).toEqual(['market', 'p@ss']);
  expect(server.taken).toHaveLength(1);
});

// 0.0.0.0 leads to this machine too, but nobody says that it does nowhere else.
test('beyond this machine nothing leaves without TLS', async () => {
  const server = await mailServer(withoutTls);
  await expect(transportTo(`smtp://0.0.0.0:${server.port}`).deliver(MAIL)).rejects.toThrow(/was not taken/);
  expect(server.taken).toEqual([]);
});

test.each(['smtp', 'smtps'])(
  'by %s nothing leaves to a server whose certificate nobody vouches for',
  async (scheme) => {
    const server = await mailServer({ secure: scheme === 'smtps' });
    await expect(transportTo(`${scheme}://0.0.0.0:${server.port}`).deliver(MAIL)).rejects.toThrow(/certificate/);
    expect(server.taken).toEqual([]);
  },
);

test('what a refusal says holds no link, no whole address and no word of the server', async () => {
  const server = await mailServer({
    ...withoutTls,
    onRcptTo: (_address, _session, done) => done(new Error(`No ${MAIL.to}, nor ${LINK}`)),
  });
  const refused = transportTo(`smtp://127.0.0.1:${server.port}`).deliver(MAIL);
  await expect(refused).rejects.toThrow(
    `E-mail ${MAIL.id} to a…@kent.example was not taken: the mail server answered 550 (EENVELOPE)`,
  );
});

test('without a server each mail is a file that its owner alone reads', async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'mail-')), 'mail');
  const transport = transportTo('', folder);
  await transport.deliver(MAIL);
  await transport.deliver({ ...MAIL, id: '019f0000-0000-7000-8000-000000000002', subject: 'The second' });
  const names = (await readdir(folder)).toSorted();
  expect(names).toEqual([
    expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z-019f0000-0000-7000-8000-000000000001\.json$/),
    expect.stringMatching(/-019f0000-0000-7000-8000-000000000002\.json$/),
  ]);
  expect((await stat(join(folder, names[0] ?? ''))).mode & 0o777).toBe(0o600);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  const { mails, total } = await listKeptMail(folder, { page: 9 });
  expect(total).toBe(2);
  expect(mails.map(({ subject }) => subject)).toEqual(['The second', MAIL.subject]);
  expect(mails[1]).toMatchObject({ to: MAIL.to, text: MAIL.text, sentAt: expect.any(Date) });
  await rm(join(folder, '..'), { recursive: true });
});

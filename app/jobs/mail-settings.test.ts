import { expect, test } from 'vitest';
import { needsTls, readMailSettings } from './mail-settings.ts';

const HERE = { PUBLIC_URL: 'https://market.example:8443', MAIL_FOLDER: '/data/mail' };
const smtp = (SMTP_URL: string) => readMailSettings({ ...HERE, SMTP_URL }).smtp;

test('without a server mail is for the folder, from an address at our host', () => {
  expect(readMailSettings({ ...HERE, SMTP_URL: '', MAIL_FROM: '' })).toEqual({
    smtp: undefined,
    from: { name: 'Sufficiency Market', address: 'no-reply@market.example' },
    folder: '/data/mail',
  });
});

test.each([
  ['smtp://mail.example', { host: 'mail.example', port: 587, secure: false }],
  ['smtps://mail.example', { host: 'mail.example', port: 465, secure: true }],
  ['smtp://[::1]:2525', { host: '::1', port: 2525, secure: false }],
  [
    'smtp://no-reply%40market.example:p%3Ass@mail.example:25',
    { host: 'mail.example', port: 25, secure: false, auth: { user: 'no-reply@market.example', pass: 'p:ss' } },
  ],
])('%s is understood', (address, expected) => {
  expect(smtp(address)).toEqual(expected);
});

test.each([
  'mail.example',
  'https://user:hunter2@mail.example',
  'smtp://',
  'smtp://user:hunter2@mail.example/?tls.rejectUnauthorized=false',
  'smtp://user:hunter2@mail.example?ignoreTLS=true',
  'smtp://user:hunter2%zz@mail.example',
])('%s is refused, without its password', (address) => {
  expect(() => smtp(address)).toThrow(/^SMTP_URL must be as smtp:\/\/user:password@mail\.example\.gov\.uk:587$/);
});

test.each([
  ['no-reply@kent.example', { name: '', address: 'no-reply@kent.example' }],
  ['Kent Market <no-reply@kent.example>', { name: 'Kent Market', address: 'no-reply@kent.example' }],
  ['"Market, Kent" <no-reply@kent.example>', { name: 'Market, Kent', address: 'no-reply@kent.example' }],
])('mail from %s', (MAIL_FROM, expected) => {
  expect(readMailSettings({ ...HERE, MAIL_FROM }).from).toEqual(expected);
});

test.each(['Kent', 'a@kent.example, b@kent.example', 'Kent\r\nBcc: <b@kent.example>', '<a@kent.example> b'])(
  'mail from %j is refused',
  (MAIL_FROM) => {
    expect(() => readMailSettings({ ...HERE, MAIL_FROM })).toThrow(/^MAIL_FROM must be/);
  },
);

test.each([
  ['smtp://127.0.0.1:25', false],
  ['smtp://localhost', false],
  ['smtps://localhost', true],
  ['smtp://mail.example', true],
  ['smtp://10.0.0.5', true],
])('%s needs TLS: %s', (address, expected) => {
  const server = smtp(address);
  expect(server && needsTls(server)).toBe(expected);
});

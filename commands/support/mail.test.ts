import { expect, test } from 'vitest';
import { planMail } from './mail.ts';

const HERE = { host: '127.0.0.1', address: 'http://localhost:3000', dataFolder: '/data' };
const SMTP_URL = 'smtp://market:hunter2@mail.example';

test('without a server, on this machine alone, mail is shown', () => {
  expect(planMail({}, HERE)).toMatchObject({
    mailbox: true,
    says: 'Mail is kept in the development mailbox: http://localhost:3000/development/mailbox',
    settings: { folder: '/data/mail' },
  });
});

test.each([
  ['it leaves by a server', { SMTP_URL }, {}, 'Mail leaves by mail.example'],
  [
    'others reach the portal',
    {},
    { host: '0.0.0.0' },
    /^No SMTP_URL: mail is written to \/data\/mail and reaches nobody$/,
  ],
  ['a proxy leads others to it', {}, { address: 'https://market.example' }, /reaches nobody$/],
  ['it is switched off', { MAILBOX: 'off' }, {}, /reaches nobody$/],
])('mail is not shown where %s', (_, environment, installation, says) => {
  const plan = planMail(environment, { ...HERE, ...installation });
  expect(plan.mailbox).toBe(false);
  expect(plan.says).toMatch(says);
});

test.each([
  ['it leaves by a server', { SMTP_URL }, {}],
  ['others reach the portal', {}, { host: '0.0.0.0' }],
  ['a proxy leads others to it', {}, { address: 'https://market.example' }],
])('to have mail shown although %s is refused', (_, environment, installation) => {
  const plan = () => planMail({ ...environment, MAILBOX: 'on' }, { ...HERE, ...installation });
  expect(plan).toThrow(/^MAILBOX=on would show/);
});

test('MAILBOX is on or off', () => {
  expect(() => planMail({ MAILBOX: 'yes' }, HERE)).toThrow('MAILBOX must be on or off');
});

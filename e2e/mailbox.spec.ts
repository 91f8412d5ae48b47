import { keepMail } from '../app/domain/mail/mail-folder.server.ts';
import { expect, test } from './support/test.ts';

const send = (subject: string, text: string) =>
  keepMail(process.env.E2E_MAIL ?? '', {
    id: crypto.randomUUID(),
    to: 'anna@kent.example',
    subject,
    text,
    queuedAt: new Date(),
  });

test('mail is read and followed in the development mailbox', async ({ page, baseURL }) => {
  await send('The first of two', 'Nothing to do.');
  await send('The second of two', `Dear <b>Anna</b>,\n\nread this: ${baseURL}/privacy?from=mail&now=1. It is short.\n`);
  await page.goto('/');
  await page.getByRole('contentinfo').getByRole('link', { name: 'Development mailbox' }).click();
  const subjects = await page.getByRole('heading', { level: 2 }).allTextContents();
  expect(subjects.indexOf('The second of two')).toBeLessThan(subjects.indexOf('The first of two'));
  const mail = page.getByRole('article').filter({ hasText: 'The second of two' });
  await expect(mail).toContainText('To anna@kent.example');
  await expect(mail).toContainText('Dear <b>Anna</b>,');
  await mail.getByRole('link', { name: '/privacy' }).click();
  await expect(page).toHaveURL(`${baseURL}/privacy?from=mail&now=1`);
});

test('whoever asks for the portal by another name finds no mailbox, and no portal', async ({ request }) => {
  const headers = { Host: 'market.example' };
  for (const path of ['/development/mailbox', '/development/mailbox.data', '/']) {
    const answer = await request.get(path, { headers });
    expect(answer.status(), path).toBe(421);
    expect(await answer.text()).not.toContain('mailbox');
  }
});

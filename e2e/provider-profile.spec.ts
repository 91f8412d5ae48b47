import { DEMONSTRATION_PDF } from '../db/seed/demonstration-document.ts';
import { expect, test } from './support/test.ts';

test.use({ javaScriptEnabled: false });

const DAY_MS = 86_400_000;

/** The parts of a date so many days from now, as the form takes them. */
function inDays(days: number) {
  const [year = '', month = '', day = ''] = new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10).split('-');
  return { Day: day, Month: month, Year: year };
}

const aPdf = (name: string) => ({ name, mimeType: 'application/pdf', buffer: DEMONSTRATION_PDF });

test('@phone a provider answers once, uploads a certificate, sees when it expires and replaces it', async ({
  page,
  signInAs,
}, { project }) => {
  // Each project has a provider of its own: both upload at once.
  const provider = project.name === 'phone' ? 'rowanlea' : 'fernacre';
  await signInAs(`bids@${provider}.example`);
  await page.goto('/profile');
  await page.getByRole('link', { name: 'Staff' }).click();
  const answer = page.getByLabel('How do you recruit, train, supervise and keep staff or foster carers?');
  await answer.fill('Supervision every month.');
  await page.getByRole('button', { name: 'Save answers' }).click();
  await expect(page.getByRole('status')).toContainText('Answers saved: Staff');
  await page.getByRole('link', { name: 'Staff' }).click();
  await expect(answer).toHaveValue('Supervision every month.');

  const upload = async (name: string, days: number) => {
    await page.goto('/profile/documents/new?kind=professional_indemnity_insurance');
    await page.getByLabel('File', { exact: true }).setInputFiles(aPdf(name));
    for (const [part, value] of Object.entries(inDays(days))) await page.getByLabel(part).fill(value);
    await page.getByRole('button', { name: 'Upload document' }).click();
  };
  const row = page.getByRole('row', { name: /Professional indemnity insurance/ });
  await upload('Certificate; 2026.pdf', 10);
  await expect(row).toContainText('Expires within 30 days');
  const first = (await row.getByRole('link').first().getAttribute('href')) ?? '';
  await upload('Certificate 2027.pdf', 300);
  await expect(page.getByRole('status')).toContainText('Document replaced');
  await expect(row).toContainText('In date');
  const second = (await row.getByRole('link').first().getAttribute('href')) ?? '';
  expect(second).not.toBe(first);

  for (const file of [first, second]) {
    const answer = await page.request.get(file);
    expect(answer.headers()['content-disposition']).toContain('attachment');
    expect(answer.headers()['content-security-policy']).toContain('sandbox');
    expect((await answer.body()).equals(DEMONSTRATION_PDF)).toBe(true);
  }
  await signInAs('manager@wrenfield.example');
  expect((await page.request.get(second)).status()).toBe(404);
});

test('a file that is not what its name says, or that expired, is refused beside its field', async ({
  page,
  signInAs,
}) => {
  await signInAs('bids@orchardine.example');
  await page.goto('/profile/documents/new?kind=accounts');
  await page.getByLabel('File', { exact: true }).setInputFiles({ ...aPdf('a.pdf'), buffer: Buffer.from('<script>') });
  for (const [part, value] of Object.entries(inDays(-2))) await page.getByLabel(part).fill(value);
  await page.getByRole('button', { name: 'Upload document' }).click();
  await expect(page.getByRole('alert').getByRole('link')).toHaveText([/not PDF/, /this one has expired/]);
  await expect(page.getByLabel('Year')).toHaveValue(/\d{4}/);
});

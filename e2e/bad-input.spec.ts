import type { Page } from '@playwright/test';
import { HOSTILE } from './support/hostile.ts';
import { expect, test } from './support/test.ts';

test.use({ javaScriptEnabled: false });

test('@phone a vacancy form says all that is wrong, beside its fields, and keeps what was typed', async ({
  page,
  signInAs,
}) => {
  await signInAs('manager@orchardine.example');
  await page.goto('/vacancies/new');
  await page.getByRole('table').getByRole('link').first().click();
  const typed = {
    Title: 'x'.repeat(10_000),
    'Age from': '12',
    'Age to': '5',
    'Where the place is': 'ZZ99',
    Day: '31',
    Month: '2',
    'Spot fee a week (optional)': '£1,2,3',
  };
  for (const [label, value] of Object.entries(typed)) await page.getByLabel(label).fill(value);
  await page.getByRole('button', { name: 'Publish vacancy' }).click();

  const problems = page.getByRole('alert');
  await expect(problems.getByRole('link')).toHaveText(
    [
      'Title must be 120 characters or fewer',
      'Age to must be 12 or above: age from is 12',
      'We do not know this postcode area: check it, or enter one nearby',
      'The date it is available from must be a real date: check the day and the month',
      'Spot fee must be an amount of money above zero, like 1,250 or 1,250.50',
    ],
    { useInnerText: true },
  );
  for (const [label, value] of Object.entries(typed)) await expect(page.getByLabel(label)).toHaveValue(value);

  await problems.getByRole('link', { name: /Spot fee/ }).click();
  await expect(page.getByLabel('Spot fee a week (optional)')).toBeFocused();
});

test('a search says what is wrong and keeps the rest', async ({ page, signInAs }) => {
  await signInAs('broker@kent.example');
  await page.goto('/search?type=home&age=99&gender=female&postcode=nowhere&from=2027-02-30&needs=autism');
  await expect(page.getByRole('alert').getByRole('link')).toHaveText([
    'Age must be from 0 to 25',
    'Enter the first half of a postcode, like TN24',
    'Enter the start date as a real date, like 2027-03-27',
  ]);
  await expect(page.getByLabel('Children’s home')).toBeChecked();
  await expect(page.getByLabel('Autism')).toBeChecked();
  await expect(page.getByLabel('Near')).toHaveValue('nowhere');

  await page.goto('/search?type=home&age=9&gender=female&postcode=ZZ99');
  await expect(page.getByRole('alert')).toContainText('We do not know this postcode area');
});

test('no hostile value in a search or a list gives more than a message', async ({ page, signInAs }) => {
  await signInAs('broker@kent.example');
  const names = [
    'type',
    'age',
    'gender',
    'needs',
    'postcode',
    'from',
    'siblings',
    'hours',
    'weeks',
    'radius',
    'sort',
    'page',
  ];
  for (const [index, value] of HOSTILE.entries()) {
    const params = new URLSearchParams({ type: 'home', age: '9', gender: 'female', postcode: 'TN24' });
    for (const name of names) {
      const one = new URLSearchParams(params);
      one.set(name, value);
      const response = await page.request.get(`/search?${one}`);
      expect(response.status(), `${name}=${index}`).toBeLessThan(500);
    }
    for (const path of ['/vacancies', '/market-position-statements', '/providers']) {
      expect((await page.request.get(`${path}?${new URLSearchParams({ page: value })}`)).status()).toBeLessThan(500);
    }
  }
});

test('no hostile value in a form gives more than a message', async ({ page, signInAs }) => {
  const forms = [
    { who: 'manager@wrenfield.example', list: '/vacancies/new' },
    { who: 'commissioner@kent.example', list: '/market-position-statements/new' },
    { who: 'manager@wrenfield.example', list: '/vacancies' },
  ];
  for (const { who, list } of forms) {
    await signInAs(who);
    await page.goto(list);
    const first = page.getByRole('main').getByRole('table').first().getByRole('link').first();
    if (await first.isVisible()) await first.click();
    const fields = await page.locator('main form[method=post]').first().evaluate(namesAndValues);
    for (const [index, value] of HOSTILE.entries()) {
      for (const [name] of [...fields, ['intent', ''], ['__intent__', ''], ['rows[4294967294].name', '']]) {
        const hostile = fields.map(([other = '', typed = '']) => [other, other === name ? value : typed]);
        const response = await post(page, [...hostile, [name ?? '', value]]);
        expect(response.status(), `${list} ${name}=${index}`).toBeLessThan(500);
      }
    }
    expect(
      (
        await page.request.post(page.url(), {
          data: '{"title":1}',
          headers: { ...from(page), 'Content-Type': 'text/plain' },
        })
      ).status(),
    ).toBe(400);
  }
});

const from = (page: Page) => ({ Origin: new URL(page.url()).origin });

const namesAndValues = (form: Element) =>
  [...new FormData(form as HTMLFormElement)].map(([name, value]) => [name, String(value)]);

const post = (page: Page, fields: string[][]) =>
  page.request.post(page.url(), {
    headers: { ...from(page), 'Content-Type': 'application/x-www-form-urlencoded' },
    data: new URLSearchParams(fields).toString(),
    maxRedirects: 0,
  });

test('the same form sent twice publishes one vacancy; with other content it is refused', async ({ page, signInAs }) => {
  await signInAs('manager@wrenfield.example');
  await page.goto('/vacancies/new');
  await page.getByRole('table').getByRole('link').first().click();
  const title = 'Place of a form used twice';
  await page.getByLabel('Title').fill(title);
  const form = await page.locator('form#vacancy').evaluate(namesAndValues);
  const send = (fields: string[][]) => post(page, [...fields, ['intent', 'publish']]);

  const [first, second] = [await send(form), await send(form)];
  expect([first.status(), second.status()]).toEqual([302, 302]);
  expect(second.headers().location).toBe(first.headers().location);
  const other = await send(form.map(([name = '', value = '']) => [name, name === 'title' ? 'Another place' : value]));
  expect(other.status()).toBe(409);
  const again = await other.text();
  expect(again).toContain('This form was already used');
  expect(again).toContain('value="Another place"');
  expect(again).not.toContain(form.find(([name]) => name === 'key')?.[1]);

  await page.goto('/vacancies');
  await expect(page.getByRole('row').filter({ hasText: title })).toHaveCount(1);
});

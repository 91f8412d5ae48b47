import { expect, expectAccessible, fillInSignIn, password, test } from './support/test.ts';

const BROKER = 'broker@kent.example';

test('@phone a wrong password is said so, what was typed is kept, and the right one leads home', async ({ page }) => {
  await page.goto('/sign-in');
  await expectAccessible(page);
  await fillInSignIn(page, BROKER, 'not the password');
  await expect(page.getByRole('alert')).toContainText('The email address or the password is not right');
  await expect(page.getByLabel('Email address')).toHaveValue(BROKER);
  await expect(page.getByLabel('Password')).toHaveValue('');
  await expectAccessible(page);

  await page.getByLabel('Password').fill(password());
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/home');
  await expect(page.getByRole('banner')).toContainText('Kent County Council');

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/');
  await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible();
  await page.goto('/home');
  await expect(page).toHaveURL('/sign-in?next=%2Fhome');
});

test('an address nobody has an account for gets the same answer as a wrong password', async ({ page }) => {
  await page.goto('/sign-in');
  await fillInSignIn(page, 'nobody@nowhere.example', 'not the password');
  await expect(page.getByRole('alert')).toContainText('The email address or the password is not right');
});

test('a page that needs somebody signed in leads back to itself', async ({ page }) => {
  await page.goto('/search?type=fostering&age=9');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await fillInSignIn(page, BROKER, password());
  await expect(page).toHaveURL('/search?type=fostering&age=9');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  for (const next of ['//evil.example', '/.//evil.example', '/\\evil.example', 'https://evil.example']) {
    test(`signing in leads nowhere but here: next=${next}`, async ({ page }) => {
      await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
      await fillInSignIn(page, BROKER, password());
      await expect(page).toHaveURL('/home');
    });
  }
});

test('whoever is signed in is not asked again', async ({ page, signInAs }) => {
  await signInAs('bids@wrenfield.example');
  await page.goto('/sign-in');
  await expect(page).toHaveURL('/home');
  await signInAs(BROKER);
  await page.goto('/home');
  await expect(page.getByRole('banner')).toContainText('Kent County Council');
});

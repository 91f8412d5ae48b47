import { defineConfig } from '@playwright/test';
import { findBrowser } from './commands/support/browser.ts';

/** commands/test.ts says which browser; by itself ("npm run e2e") the one on this machine, else Playwright's own. */
process.env.BROWSER_PATH ??= findBrowser() ?? '';
const browser = process.env.BROWSER_PATH;
const report = process.env.PLAYWRIGHT_JSON_OUTPUT_FILE;

const DEEP = '**/deep/*.spec.ts';

const PHONE = { viewport: { width: 375, height: 812 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  globalSetup: './e2e/support/portal.ts',
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: report ? [['list'], ['json', { outputFile: report }]] : [['list']],
  use: {
    locale: 'en-GB',
    // A control that is not there fails its step, not the hour.
    actionTimeout: 30_000,
    timezoneId: 'Europe/London',
    // TRACE=on keeps what each page looked like at each step; it costs a third of the time.
    trace: process.env.TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(browser && { executablePath: browser }),
      args: [
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    },
  },
  projects: [
    { name: 'desktop', testIgnore: DEEP, use: { viewport: { width: 1280, height: 900 } } },
    {
      name: 'phone',
      testIgnore: DEEP,
      grep: /@phone/,
      use: PHONE,
    },
    // Long examinations: npm run test:deep. What a phone shows comes before hostile forms have written into the portal.
    { name: 'deep-phone', testMatch: DEEP, grep: /@phone/, use: PHONE },
    { name: 'deep', testMatch: DEEP, timeout: 1_200_000, use: { viewport: { width: 1280, height: 900 } } },
  ],
});

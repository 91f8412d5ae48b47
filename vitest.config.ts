import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['app/**/*.test.ts', 'db/**/*.test.ts', 'commands/**/*.test.ts', 'server/**/*.test.ts'],
    globalSetup: ['db/testing-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What is awaited comes later on a machine that does more at once.
    expect: { poll: { timeout: 20_000 } },
  },
});

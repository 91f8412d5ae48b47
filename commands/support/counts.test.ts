import { expect, test } from 'vitest';
import { addCounts, countPlaywright, countVitest, sayCounts } from './counts.ts';

const file = (status: string, ...results: string[]) => ({
  status,
  assertionResults: results.map((result) => ({ status: result })),
});

test('vitest’s report: tests as they are, and a file that did not load as a failure', () => {
  const report = {
    numPassedTests: 2,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [file('passed', 'passed', 'pending'), file('failed', 'passed', 'failed'), file('failed')],
  };
  expect(countVitest(report)).toEqual({ passed: 2, failed: 2, skipped: 2 });
});

test('Playwright’s report: a flaky test and an error outside the tests are failures', () => {
  const report = { stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{ message: 'set-up' }] };
  expect(countPlaywright(report)).toEqual({ passed: 3, failed: 3, skipped: 2 });
});

test('a report of another form is refused, not counted as nothing', () => {
  expect(() => countVitest({})).toThrow();
  expect(() => countPlaywright({ stats: {} })).toThrow();
});

test.each([
  [[], '0 passed, 0 failed'],
  [[{ passed: 12, failed: 0, skipped: 0 }], '12 passed, 0 failed'],
  [
    [
      { passed: 12, failed: 1, skipped: 0 },
      { passed: 3, failed: 0, skipped: 2 },
    ],
    '15 passed, 1 failed, 2 skipped',
  ],
])('the closing line of %j', (counts, expected) => {
  expect(sayCounts(addCounts(counts))).toBe(expected);
});

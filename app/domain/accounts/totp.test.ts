import { expect, test } from 'vitest';
import { timeStepOf } from './totp.server.ts';

// RFC 6238, appendix B: the last six of its eight digits.
const SECRET = '12345678901234567890';

test.each([
  [1_111_111_109, '081804', 37_037_036],
  [1_111_111_111, '050471', 37_037_037],
  [1_234_567_890, '005924', 41_152_263],
  [2_000_000_000, '279037', 66_666_666],
  [20_000_000_000, '353130', 666_666_666],
])('at %i seconds %s is the code of its step', (seconds, code, step) => {
  expect(timeStepOf(SECRET, code, seconds * 1000)).toBe(step);
  expect(timeStepOf(SECRET, code, (seconds + 30) * 1000)).toBe(step);
  expect(timeStepOf(SECRET, code, (seconds - 30) * 1000)).toBe(step);
  expect(timeStepOf(SECRET, code, (seconds + 90) * 1000)).toBeUndefined();
  expect(timeStepOf(SECRET, code, (seconds + 3_600) * 1000)).toBeUndefined();
});

test.each(['', '28708', '2870820', '٢٨٧٠٨٢', '28708a', '\u0000'])('%j is no code', (code) => {
  expect(timeStepOf(SECRET, code, 59_000)).toBeUndefined();
});

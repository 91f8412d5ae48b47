import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatTotal, scoreTotal, type WeightedScore } from './score-total.ts';

const of = (...rows: [weight: number, score: number, mostScore: number][]): WeightedScore[] =>
  rows.map(([weight, score, mostScore]) => ({ weight, score, mostScore }));

test.each([
  ['everything', of([60, 5, 5], [40, 10, 10]), 10_000],
  ['nothing', of([60, 0, 5], [40, 0, 10]), 0],
  ['each by its weight', of([60, 4, 5], [40, 5, 10]), 6_800],
  ['weights that do not add up to 100', of([1, 1, 1], [2, 0, 1]), 3_333],
  ['a third, rounded down', of([1, 1, 3]), 3_333],
  ['two thirds, rounded up', of([1, 2, 3]), 6_667],
  // 1/16 is 6.25 %, 1/32 is 3.125 %: half a hundredth goes up.
  ['half a hundredth', of([1, 2, 64]), 313],
  ['thirds that make a whole', of([1, 1, 3], [1, 2, 3], [1, 3, 3]), 6_667],
  [
    'the longest denominators',
    of(...Array.from({ length: 100 }, (_, i): [number, number, number] => [1, i + 1, i + 1])),
    10_000,
  ],
])('the total of %s', (_, scores, hundredths) => {
  expect(scoreTotal(scores)).toBe(hundredths);
});

test('where nothing is scored there is no total', () => {
  expect(scoreTotal([])).toBeNull();
});

test.each([of([50, 6, 5]), of([50, -1, 5]), of([0, 1, 5]), of([1, Number.NaN, 5])])('%j is no score', (...scores) => {
  expect(() => scoreTotal(scores)).toThrow(RangeError);
});

const question = fc
  .tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }), fc.nat(100))
  .map(([weight, mostScore, drawn]) => ({ weight, mostScore, score: drawn % (mostScore + 1) }));
const application = fc.array(question, { minLength: 1, maxLength: 40 });

test('a total is between 0 and 100', () => {
  fc.assert(
    fc.property(application, (scores) => {
      const total = scoreTotal(scores);
      expect(total).toBeGreaterThanOrEqual(0);
      expect(total).toBeLessThanOrEqual(10_000);
    }),
  );
});

test('one point more never lowers the total, and all that can be had is 100', () => {
  fc.assert(
    fc.property(application, fc.nat(), (scores, drawn) => {
      const at = drawn % scores.length;
      const better = scores.map((row, i) =>
        i === at ? { ...row, score: Math.min(row.score + 1, row.mostScore) } : row,
      );
      expect(scoreTotal(better)).toBeGreaterThanOrEqual(scoreTotal(scores) ?? 0);
      expect(scoreTotal(scores.map((row) => ({ ...row, score: row.mostScore })))).toBe(10_000);
    }),
  );
});

test('the order of the questions does not matter', () => {
  fc.assert(fc.property(application, (scores) => scoreTotal(scores.toReversed()) === scoreTotal(scores)));
});

test.each([
  [0, '0.00'],
  [5, '0.05'],
  [8_333, '83.33'],
  [10_000, '100.00'],
])('%i hundredths are "%s"', (hundredths, text) => {
  expect(formatTotal(hundredths)).toBe(text);
});

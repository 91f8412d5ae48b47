import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantile, spreadOf } from './spread.ts';

// Each quartile is worked out by hand: of n values the quartile stands at place (n - 1) / 4, counted from 0.
test.each<[string, number[], number[]]>([
  ['one', [500], [500, 500, 500, 500, 500]],
  ['two: 100 + a quarter, a half, three quarters of 100', [100, 200], [100, 125, 150, 175, 200]],
  ['three: places 0.5, 1, 1.5', [100, 200, 400], [100, 150, 200, 300, 400]],
  ['four: places 0.75, 1.5, 2.25', [100, 200, 300, 500], [100, 175, 250, 350, 500]],
  ['five: places 1, 2, 3', [1, 2, 3, 4, 50], [1, 2, 3, 4, 50]],
  ['in any order', [50, 3, 1, 4, 2], [1, 2, 3, 4, 50]],
  ['equal ones', [7, 7, 7], [7, 7, 7, 7, 7]],
  ['to the nearest penny: 1.25, 1.5 and 1.75', [1, 2], [1, 1, 2, 2, 2]],
])('quartiles of %s', (_case, values, [least, lowerQuartile, median, upperQuartile, most]) => {
  expect(spreadOf(values)).toEqual({ count: values.length, least, lowerQuartile, median, upperQuartile, most });
});

test('nothing has no spread', () => {
  expect(spreadOf([])).toBeUndefined();
  expect(quantile([], 0.5)).toBeUndefined();
});

test('quartiles are in order, within the values, and move with them', () => {
  const values = fc.array(fc.integer({ min: 1, max: 10_000_000 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 1_000 }), (of, more) => {
      const { count: _, ...spread } = spreadOf(of) ?? { count: 0 };
      const places = Object.values(spread);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect([places.at(0), places.at(-1)]).toEqual([Math.min(...of), Math.max(...of)]);
      const { count: __, ...moved } = spreadOf(of.map((value) => value + more)) ?? { count: 0 };
      expect(Object.values(moved)).toEqual(places.map((place) => place + more));
    }),
  );
});

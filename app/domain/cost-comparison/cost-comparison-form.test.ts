import { expect, test } from 'vitest';
import { SpotAndFrameworkQuery, VarianceQuery } from './cost-comparison-form.ts';

test.each([
  ['2011-12', 2011],
  ['1999-00', 1999],
  ['2011-13', undefined],
  ['2011', undefined],
  ['9999-00', undefined],
  ['2011-12\u0000', undefined],
  ['', undefined],
  [undefined, undefined],
])('year=%j is %s', (year, expected) => {
  expect(VarianceQuery.parse({ year }).year).toBe(expected);
});

test.each([
  ['fostering-in_house', { type: 'fostering', route: 'in_house' }],
  ['supported_accommodation-spot', { type: 'supported_accommodation', route: 'spot' }],
  ['fostering', undefined],
  ['fostering-in_house-spot', undefined],
  ['castle-spot', undefined],
  ['\u0000', undefined],
])('line=%j is %o', (line, expected) => {
  expect(VarianceQuery.parse({ line }).line).toEqual(expected);
});

test.each([
  ['home', 'home'],
  ['all', 'all'],
  ['castle', undefined],
  ['', undefined],
])('type=%j is %s', (type, expected) => {
  expect(SpotAndFrameworkQuery.parse({ type }).type).toBe(expected);
});

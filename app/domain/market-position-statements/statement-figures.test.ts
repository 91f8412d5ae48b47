import { expect, test } from 'vitest';
import { findingOf, placementsRows, placesRows, totalOf } from './statement-figures.ts';

test('a type with fewer than three services keeps its name alone, and no total gives it away', () => {
  const rows = placesRows([
    { label: 'Children’s homes', services: 3, places: 12 },
    { label: 'Fostering', services: 4, places: 300 },
    { label: 'Supported accommodation', services: 2, places: 40 },
    { label: 'Residential special schools', services: 0, places: 0 },
  ]);
  expect(rows).toEqual([
    { label: 'Fostering', value: 300 },
    { label: 'Children’s homes', value: 12 },
    { label: 'Supported accommodation', value: null },
    { label: 'Residential special schools', value: null },
  ]);
  expect(totalOf(rows)).toBeUndefined();
  expect(findingOf({ kind: 'places_by_accommodation', rows })).toBe(
    '96% of the registered places shown are in one category: fostering',
  );
});

test('with every row shown there is a total, and the share is of all', () => {
  const rows = placementsRows([
    { label: 'Children’s homes', value: 98 },
    { label: 'In-house fostering', value: 942 },
    { label: 'Secure', value: 0 },
  ]);
  expect(totalOf(rows)).toBe(1040);
  expect(findingOf({ kind: 'placements_by_accommodation', rows })).toBe(
    '91% of placements are in one category: in-house fostering',
  );
});

test.each([
  [0, 0],
  [1, null],
  [4, null],
  [5, 5],
])('%i children are shown as %s', (value, shown) => {
  expect(placementsRows([{ label: 'x', value }])).toEqual([{ label: 'x', value: shown }]);
});

test('nothing to show is said', () => {
  expect(findingOf({ kind: 'places_by_accommodation', rows: [{ label: 'Fostering', value: null }] })).toBe(
    'No registered places to show',
  );
});

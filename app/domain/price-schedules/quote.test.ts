import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NEED_CODES, type NeedCode } from '../services/needs.ts';
import { levelFor, USUAL_LEVELS } from './price-levels.ts';
import { PLAIN_PRICES, type PricingProfile, quote, type SchedulePrices } from './quote.ts';

const FOSTERING: SchedulePrices = {
  ...PLAIN_PRICES,
  model: 'age_band_by_need_level',
  adjustments: [{ kind: 'sibling', threshold: 2, bps: 333 }],
  lines: [
    { level: 'standard', ageFrom: 0, ageTo: 4, weeklyPence: 80_000 },
    { level: 'standard', ageFrom: 5, ageTo: 10, weeklyPence: 85_050 },
    { level: 'enhanced', ageFrom: 5, ageTo: 10, weeklyPence: 99_900 },
    { level: 'complex', ageFrom: 5, ageTo: 10, weeklyPence: 130_000 },
    { level: 'parent_and_child', ageFrom: 0, ageTo: 25, weeklyPence: 150_000 },
  ],
};
const SUPPORTED: SchedulePrices = {
  ...PLAIN_PRICES,
  model: 'support_hours',
  includedSupportHours: 5,
  extraSupportHourPence: 2_850,
  lines: [{ level: 'core', ageFrom: 16, ageTo: 21, weeklyPence: 50_000 }],
};
const child = (of: Partial<PricingProfile>): PricingProfile => ({ age: 7, needs: [], siblings: 0, weeks: 26, ...of });

describe('the weekly price of a place for a child', () => {
  test.each<[string, SchedulePrices, Partial<PricingProfile>, number | undefined]>([
    ['last age of a band', FOSTERING, { age: 4 }, 80_000],
    ['first age of the next', FOSTERING, { age: 5 }, 85_050],
    ['age above every band', FOSTERING, { age: 11 }, undefined],
    ['the highest need decides', FOSTERING, { needs: ['communication', 'autism'] }, 99_900],
    ['a complex need', FOSTERING, { needs: ['autism', 'self_harm'] }, 130_000],
    ['no price at that level and age', FOSTERING, { age: 3, needs: ['self_harm'] }, undefined],
    ['a parent and child', FOSTERING, { age: 17, needs: ['parent_and_child'] }, 150_000],
    ['a sibling: 3.33% of 85,050 is 2,832.165 pence', FOSTERING, { siblings: 1 }, 85_050 - 2_832],
    ['hours within the fee', SUPPORTED, { age: 16, supportHours: 5 }, 50_000],
    ['hours beyond it', SUPPORTED, { age: 16, supportHours: 8 }, 50_000 + 3 * 2_850],
    ['hours not said', SUPPORTED, { age: 21 }, 50_000],
  ])('%s', (_case, schedule, profile, weeklyPence) => {
    expect(quote(schedule, child(profile))?.weeklyPence).toBe(weeklyPence);
  });

  test('the stay costs its weeks, and the parts add up', () => {
    const priced = quote(FOSTERING, child({ siblings: 2, weeks: 13 }));
    expect(priced?.totalPence).toBe(82_218 * 13);
    expect(priced?.parts.map((part) => part.weeklyPence)).toEqual([85_050, -2_832]);
  });
});

test.each<[NeedCode[], string]>([
  [[], 'core'],
  [['autism'], 'core'],
  [['therapeutic'], 'therapeutic'],
  [['self_harm'], 'therapeutic'],
  [['self_harm', 'solo'], 'solo'],
  [['self_harm', 'parent_and_child'], 'therapeutic'],
  [['parent_and_child'], 'core'],
])('a home takes a child who needs %o at the %s package', (needs, level) => {
  expect(levelFor(USUAL_LEVELS.package, needs)?.code).toBe(level);
});

test('a price is never negative, and never falls with more hours', () => {
  const profile = fc.record({
    age: fc.integer({ min: 0, max: 25 }),
    needs: fc.subarray(NEED_CODES),
    siblings: fc.integer({ min: 0, max: 9 }),
    supportHours: fc.integer({ min: 0, max: 160 }),
    weeks: fc.integer({ min: 1, max: 520 }),
  });
  fc.assert(
    fc.property(
      fc.constantFrom(FOSTERING, SUPPORTED),
      fc.integer({ min: 0, max: 10_000 }),
      profile,
      (schedule, bps, of) => {
        const prices = { ...schedule, adjustments: [{ kind: 'sibling' as const, threshold: 2, bps }] };
        const priced = quote(prices, of);
        const more = quote(prices, { ...of, supportHours: of.supportHours + 1 });
        expect(priced?.weeklyPence ?? 0).toBeGreaterThanOrEqual(0);
        expect(more?.weeklyPence ?? 0).toBeGreaterThanOrEqual(priced?.weeklyPence ?? 0);
      },
    ),
  );
});

import { describe, expect, test } from 'vitest';
import { NEED_CODES, type NeedCode } from '../services/needs.ts';
import { levelFor, levelsOf, USUAL_LEVELS } from './price-levels.ts';
import { PLAIN_PRICES, type PriceLine, type PricingProfile, quote, type SchedulePrices } from './quote.ts';

// Each sum is worked out by hand beside its case. Pence a week, unless the case says otherwise.

const FOSTERING: SchedulePrices = {
  ...PLAIN_PRICES,
  model: 'age_band_by_need_level',
  lines: [
    { level: 'standard', ageFrom: 0, ageTo: 4, weeklyPence: 80_000 },
    { level: 'standard', ageFrom: 5, ageTo: 10, weeklyPence: 85_050 },
    { level: 'standard', ageFrom: 11, ageTo: 15, weeklyPence: 90_000 },
    { level: 'standard', ageFrom: 16, ageTo: 17, weeklyPence: 92_500 },
    { level: 'enhanced', ageFrom: 5, ageTo: 10, weeklyPence: 99_900 },
    { level: 'complex', ageFrom: 5, ageTo: 10, weeklyPence: 130_000 },
    { level: 'parent_and_child', ageFrom: 0, ageTo: 25, weeklyPence: 150_000 },
  ],
};
const HOME: SchedulePrices = {
  ...PLAIN_PRICES,
  model: 'package',
  lines: [
    { level: 'core', ageFrom: 0, ageTo: 18, occupancyFrom: 1, occupancyTo: 2, weeklyPence: 360_000 },
    { level: 'core', ageFrom: 0, ageTo: 18, occupancyFrom: 3, occupancyTo: 99, weeklyPence: 315_000 },
    { level: 'therapeutic', ageFrom: 0, ageTo: 18, weeklyPence: 410_000 },
    { level: 'solo', ageFrom: 8, ageTo: 18, weeklyPence: 590_000 },
  ],
  addOns: [
    { code: 'education', label: 'Education on site', unit: 'week', pence: 105_000 },
    { code: 'staff_hours', label: 'Additional staff', unit: 'hour', pence: 2_650 },
  ],
};
const UP_TO_FOUR: SchedulePrices = {
  ...HOME,
  lines: HOME.lines.map((line) => (line.occupancyFrom === 3 ? { ...line, occupancyTo: 4 } : line)),
};
const SUPPORTED: SchedulePrices = {
  ...PLAIN_PRICES,
  model: 'support_hours',
  includedSupportHours: 5,
  extraSupportHourPence: 2_850,
  lines: [{ level: 'core', ageFrom: 16, ageTo: 21, weeklyPence: 50_000 }],
};
const child = (of: Partial<PricingProfile>): PricingProfile => ({ age: 7, needs: [], siblings: 0, weeks: 26, ...of });
const with_ = (prices: SchedulePrices, of: Partial<SchedulePrices>): SchedulePrices => ({ ...prices, ...of });

type WeeklyCase = [name: string, prices: SchedulePrices, child: Partial<PricingProfile>, pence: number | undefined];

const weeklyPences = (cases: WeeklyCase[]) =>
  test.each(cases)('%s', (_case, prices, profile, pence) => {
    expect(quote(prices, child(profile))?.weeklyPence).toBe(pence);
  });

describe('fostering, by age band and level', () =>
  weeklyPences([
    ['the first age of the first band', FOSTERING, { age: 0 }, 80_000],
    ['the last age of a band', FOSTERING, { age: 4 }, 80_000],
    ['the first age of the next', FOSTERING, { age: 5 }, 85_050],
    ['its last', FOSTERING, { age: 10 }, 85_050],
    ['the third band from 11', FOSTERING, { age: 11 }, 90_000],
    ['to 15', FOSTERING, { age: 15 }, 90_000],
    ['the fourth from 16', FOSTERING, { age: 16 }, 92_500],
    ['to 17', FOSTERING, { age: 17 }, 92_500],
    ['no price above every band', FOSTERING, { age: 18 }, undefined],
    ['the highest need decides', FOSTERING, { needs: ['communication', 'autism'] }, 99_900],
    ['a complex need beside an enhanced one', FOSTERING, { needs: ['autism', 'self_harm'] }, 130_000],
    ['no price at that level and age', FOSTERING, { age: 4, needs: ['self_harm'] }, undefined],
    ['a parent and child', FOSTERING, { age: 17, needs: ['parent_and_child'] }, 150_000],
    ['a parent and child above a complex need', FOSTERING, { needs: ['self_harm', 'parent_and_child'] }, 150_000],
    ['hours of support are no part of this model', FOSTERING, { supportHours: 40 }, 85_050],
    ['the size of a home neither, where lines do not name it', FOSTERING, { homePlaces: 3 }, 85_050],
  ]));

describe('homes, by package, size and add-ons', () =>
  weeklyPences([
    ['a home for one', HOME, { homePlaces: 1 }, 360_000],
    ['a home for two, the last of its line', HOME, { homePlaces: 2 }, 360_000],
    ['a home for three, the first of the next', HOME, { homePlaces: 3 }, 315_000],
    ['a home for 99', HOME, { homePlaces: 99 }, 315_000],
    ['99 is 99 or more: an agency is registered for hundreds', HOME, { homePlaces: 100 }, 315_000],
    ['no price for a size that no line names', UP_TO_FOUR, { homePlaces: 5 }, undefined],
    ['the last size that one names', UP_TO_FOUR, { homePlaces: 4 }, 315_000],
    ['the dearest line where the size is not known', HOME, {}, 360_000],
    ['therapeutic, for any size', HOME, { needs: ['therapeutic'], homePlaces: 4 }, 410_000],
    ['a complex need asks for therapeutic care', HOME, { needs: ['self_harm'] }, 410_000],
    ['solo above therapeutic', HOME, { age: 8, needs: ['solo', 'therapeutic'] }, 590_000],
    ['solo, a year too young', HOME, { age: 7, needs: ['solo'] }, undefined],
    ['an add-on by the week: 360,000 + 105,000', HOME, { addOns: { education: 1 } }, 465_000],
    ['by the week, whole or not at all', HOME, { addOns: { education: 5 } }, 465_000],
    ['one that is not wanted', HOME, { addOns: { education: 0 } }, 360_000],
    ['by the hour: 360,000 + 10 x 2,650', HOME, { addOns: { staff_hours: 10 } }, 386_500],
    ['both: 315,000 + 105,000 + 2,650', HOME, { homePlaces: 3, addOns: { education: 1, staff_hours: 1 } }, 422_650],
    ['no price with an add-on that has none', HOME, { addOns: { education: 1, therapy: 1 } }, undefined],
    ['an add-on without a price that is not wanted', HOME, { addOns: { therapy: 0 } }, 360_000],
  ]));

const NO_FREE_HOURS = with_(SUPPORTED, { includedSupportHours: null });
const NO_HOURLY_RATE = with_(SUPPORTED, { extraSupportHourPence: null });

describe('supported accommodation, by hours', () =>
  weeklyPences([
    ['the first age', SUPPORTED, { age: 16 }, 50_000],
    ['a year too young', SUPPORTED, { age: 15 }, undefined],
    ['hours not said', SUPPORTED, { age: 21 }, 50_000],
    ['no hours', SUPPORTED, { age: 16, supportHours: 0 }, 50_000],
    ['as many as the fee holds', SUPPORTED, { age: 16, supportHours: 5 }, 50_000],
    ['one more: 50,000 + 2,850', SUPPORTED, { age: 16, supportHours: 6 }, 52_850],
    ['three more: 50,000 + 3 x 2,850', SUPPORTED, { age: 16, supportHours: 8 }, 58_550],
    ['round the clock: 50,000 + 163 x 2,850', SUPPORTED, { age: 16, supportHours: 168 }, 514_550],
    ['none in the fee: 50,000 + 2 x 2,850', NO_FREE_HOURS, { age: 16, supportHours: 2 }, 55_700],
    ['hours in the fee, and no rate for further ones', NO_HOURLY_RATE, { age: 16, supportHours: 5 }, 50_000],
    ['no price for further hours without a rate', NO_HOURLY_RATE, { age: 16, supportHours: 6 }, undefined],
  ]));

const SIBLINGS = with_(FOSTERING, {
  adjustments: [
    { kind: 'sibling', threshold: 2, bps: 333 },
    { kind: 'sibling', threshold: 3, bps: 700 },
  ],
});
const VOLUME = with_(HOME, { adjustments: [{ kind: 'volume', threshold: 5, bps: 250 }] });
const ALL_TOGETHER = with_(HOME, {
  adjustments: [
    { kind: 'sibling', threshold: 1, bps: 6_000 },
    { kind: 'long_term', threshold: 0, bps: 3_000 },
    { kind: 'volume', threshold: 0, bps: 5_000 },
  ],
});

describe('discounts, of the core fee', () =>
  weeklyPences([
    ['none for a child alone', SIBLINGS, { siblings: 0 }, 85_050],
    ['nor for the first of two', SIBLINGS, { siblings: 1, nthChild: 1 }, 85_050],
    ['the second: 3.33% of 85,050 is 2,832.165, so 85,050 - 2,832', SIBLINGS, { siblings: 1, nthChild: 2 }, 82_218],
    ['the last of two, where it is not said which', SIBLINGS, { siblings: 1 }, 82_218],
    ['the third: 7% of 85,050 is 5,953.5, up to 5,954', SIBLINGS, { siblings: 2, nthChild: 3 }, 79_096],
    ['the second of three', SIBLINGS, { siblings: 2, nthChild: 2 }, 82_218],
    ['a fourth as the third', SIBLINGS, { siblings: 3, nthChild: 4 }, 79_096],
    ['four placements are too few for a volume discount', VOLUME, { placementsInSystem: 4 }, 360_000],
    ['after five: 360,000 - 9,000', VOLUME, { placementsInSystem: 5 }, 351_000],
    [
      'off the core fee, not the add-ons: 351,000 + 105,000',
      VOLUME,
      { placementsInSystem: 5, addOns: { education: 1 } },
      456_000,
    ],
    ['a number that is not known counts as none', VOLUME, {}, 360_000],
    [
      '60% + 30% + 50% take the core fee and no more: 105,000 stays',
      ALL_TOGETHER,
      { siblings: 1, addOns: { education: 1 } },
      105_000,
    ],
    ['30% + 50% for a child alone, even with a threshold of 1: 360,000 - 108,000 - 180,000', ALL_TOGETHER, {}, 72_000],
  ]));

test('a discount that meets the cap is cut, and what is left of nothing is not a part', () => {
  const parts = quote(ALL_TOGETHER, child({ siblings: 1 }))?.parts;
  expect(parts?.map(({ label, weeklyPence }) => [label, weeklyPence])).toEqual([
    ['Core fee, age 0 to 18', 360_000],
    ['2nd child placed together', -216_000],
    ['Long stay', -108_000],
    // 50% is 180,000; 36,000 is all that the fee has left.
    ['Number of placements', -36_000],
  ]);
  const free = with_(HOME, {
    adjustments: [
      { kind: 'long_term', threshold: 0, bps: 10_000 },
      { kind: 'volume', threshold: 0, bps: 5_000 },
    ],
  });
  expect(quote(free, child({}))?.parts.map(({ label }) => label)).toEqual(['Core fee, age 0 to 18', 'Long stay']);
});

test('parts say what they are', () => {
  const labels = (prices: SchedulePrices, of: Partial<PricingProfile>) =>
    quote(prices, child(of))?.parts.map(({ label }) => label);
  expect(labels(HOME, { addOns: { education: 1, staff_hours: 1 } })).toEqual([
    'Core fee, age 0 to 18',
    'Education on site',
    'Additional staff, 1 hour',
  ]);
  expect(labels(SUPPORTED, { age: 16, supportHours: 7 })).toEqual([
    'Core fee, age 16 to 21',
    '2 further hours of support',
  ]);
  const single: PriceLine[] = [{ level: 'standard', ageFrom: 7, ageTo: 7, weeklyPence: 1 }];
  expect(labels(with_(FOSTERING, { lines: single }), {})).toEqual(['Standard fee, age 7']);
});

const pays = (label: string, weeklyPence: number) => ({ label, weeklyPence });

test.each<[string, { label: string; weeklyPence: number }[], number[], number]>([
  ['none', [], [], 85_050],
  [
    'education and health: 85,050 - 20,000 - 5,050',
    [pays('Education', 20_000), pays('Health', 5_050)],
    [-20_000, -5_050],
    60_000,
  ],
  [
    'more than the price is cut to it, in their order',
    [pays('Education', 80_000), pays('Health', 9_000)],
    [-80_000, -5_050],
    0,
  ],
  ['what comes after the price is paid is left out', [pays('Health', 90_000), pays('Education', 1)], [-85_050], 0],
  ['nothing, and less than nothing, is no contribution', [pays('Health', 0), pays('Education', -500)], [], 85_050],
])('contributions: %s', (_case, contributions, paid, netWeeklyPence) => {
  const priced = quote(FOSTERING, child({ contributions, weeks: 2 }));
  expect(priced?.contributions.map(({ weeklyPence }) => weeklyPence)).toEqual(paid);
  expect(priced).toMatchObject({ weeklyPence: 85_050, netWeeklyPence, totalPence: 170_100 });
  expect(priced?.netTotalPence).toBe(2 * netWeeklyPence);
});

test('a retainer is a share of the whole weekly price', () => {
  const prices = with_(HOME, { adjustments: [{ kind: 'retainer', threshold: 0, bps: 6_250 }] });
  // 62.5% of 360,000 + 2,650.
  expect(quote(prices, child({ addOns: { staff_hours: 1 } }))).toMatchObject({
    weeklyPence: 362_650,
    retainerWeeklyPence: 226_656,
  });
  expect(quote(HOME, child({}))?.retainerWeeklyPence).toBeNull();
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

test.each<[NeedCode[], string]>([
  [[], 'standard'],
  [['communication', 'cultural_or_faith'], 'standard'],
  [['autism'], 'enhanced'],
  [['solo'], 'complex'],
  [['parent_and_child', 'solo'], 'parent_and_child'],
])('a foster home takes a child who needs %o at the %s level', (needs, level) => {
  expect(levelFor(USUAL_LEVELS.age_band_by_need_level, needs)?.code).toBe(level);
});

const OWN_LEVELS = [
  { code: 'band_a', label: 'Band A', needs: [] },
  { code: 'band_b', label: 'Band B', needs: ['autism', 'self_harm'] },
  { code: 'band_c', label: 'Band C', needs: ['communication'] },
];

test.each<[NeedCode[], string, number | undefined]>([
  [[], 'band_a', 70_000],
  [['solo'], 'band_a', 70_000],
  [['self_harm'], 'band_b', 95_000],
  // What is standard elsewhere is this lot's highest: its own order counts.
  [['self_harm', 'communication'], 'band_c', undefined],
])('a lot with levels of its own takes a child who needs %o at %s', (needs, level, pence) => {
  const prices = with_(FOSTERING, {
    levels: OWN_LEVELS,
    lines: [
      { level: 'band_a', ageFrom: 0, ageTo: 17, weeklyPence: 70_000 },
      { level: 'band_b', ageFrom: 0, ageTo: 17, weeklyPence: 95_000 },
    ],
  });
  expect(levelFor(levelsOf(prices), needs)?.code).toBe(level);
  expect(quote(prices, child({ needs }))?.weeklyPence).toBe(pence);
});

test('every need leads to a level in every model, and supported accommodation has one', () => {
  for (const levels of Object.values(USUAL_LEVELS)) {
    for (const need of NEED_CODES) expect(levels).toContain(levelFor(levels, [need]));
  }
  expect(levelFor(USUAL_LEVELS.support_hours, [...NEED_CODES])?.code).toBe('core');
  expect(levelFor([], [])).toBeUndefined();
});

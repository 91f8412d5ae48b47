import { expect, test } from 'vitest';
import { type DatedPrices, PLAIN_PRICES, type PricingProfile, quoteStay, type SchedulePrices } from './quote.ts';

// A stay from Monday 4 January 2027. Each sum is worked out by hand beside its case.

const START = '2027-01-04';

const FOSTERING: SchedulePrices = {
  ...PLAIN_PRICES,
  model: 'age_band_by_need_level',
  lines: [
    { level: 'standard', ageFrom: 5, ageTo: 10, weeklyPence: 70_000 },
    { level: 'standard', ageFrom: 11, ageTo: 15, weeklyPence: 77_000 },
  ],
};
const DEARER: SchedulePrices = {
  ...FOSTERING,
  lines: FOSTERING.lines.map((line) => ({ ...line, weeklyPence: line.weeklyPence + 1_400 })),
};
const from = (validFrom: string, prices = FOSTERING, validUntil: string | null = null): DatedPrices => ({
  validFrom,
  validUntil,
  prices,
});
const child = (of: Partial<PricingProfile>): PricingProfile => ({ age: 10, needs: [], siblings: 0, weeks: 10, ...of });

/** [from night, nights, pence a week], and "carried on" where it is. */
const periodsOf = (schedules: DatedPrices[], profile: PricingProfile) =>
  quoteStay(schedules, profile, START)?.periods.map(({ fromNight, nights, weeklyPence, carriedOn }) =>
    carriedOn ? [fromNight, nights, weeklyPence, 'carried on'] : [fromNight, nights, weeklyPence],
  );
type Period = (string | number)[];

const IN_STAY: SchedulePrices = { ...FOSTERING, ageBasis: 'in_stay' };

test.each<[string, SchedulePrices, number | undefined, Period[], number]>([
  ['the age at the start holds', FOSTERING, 21, [[0, 70, 70_000]], 700_000],
  ['a birthday that is not known changes nothing', IN_STAY, undefined, [[0, 70, 70_000]], 700_000],
  [
    '3 weeks at 70,000 and 7 at 77,000',
    IN_STAY,
    21,
    [
      [0, 21, 70_000],
      [21, 49, 77_000],
    ],
    749_000,
  ],
  ['on the first night the age at the start counts it already', IN_STAY, 0, [[0, 70, 70_000]], 700_000],
  [
    'on the second night: (70,000 + 69 x 77,000) / 7',
    IN_STAY,
    1,
    [
      [0, 1, 70_000],
      [1, 69, 77_000],
    ],
    769_000,
  ],
  [
    'on the last night: (69 x 70,000 + 77,000) / 7',
    IN_STAY,
    69,
    [
      [0, 69, 70_000],
      [69, 1, 77_000],
    ],
    701_000,
  ],
  ['on the leaving day, which is not charged', IN_STAY, 70, [[0, 70, 70_000]], 700_000],
])('a birthday in the stay: %s', (_case, prices, nightsToBirthday, periods, total) => {
  expect(periodsOf([from('2026-04-01', prices)], child({ nightsToBirthday }))).toEqual(periods);
  expect(quoteStay([from('2026-04-01', prices)], child({ nightsToBirthday }), START)?.totalPence).toBe(total);
});

test('a second birthday is a mean year after the first, and leads out of every band', () => {
  // 11 in 30 nights; 12 to 15 in the same band; 16, for which there is no price, in 30 + 5 x 365.25 = 1856.25 nights.
  const profile = child({ nightsToBirthday: 30, weeks: 270 });
  expect(periodsOf([from('2026-04-01', IN_STAY)], profile)).toEqual([
    [0, 30, 70_000],
    [30, 1_827, 77_000],
    [1_857, 33, 77_000, 'carried on'],
  ]);
});

test('a child of the age before the first band has no price at the start, whatever birthday follows', () => {
  expect(quoteStay([from('2026-04-01', IN_STAY)], child({ age: 4, nightsToBirthday: 1 }), START)).toBeUndefined();
});

const AT_START = { ...FOSTERING, priceBasis: 'at_start' as const };
const CHANGE = '2027-02-01'; // night 28

test.each<[string, DatedPrices[], Period[], number]>([
  [
    'the fee follows the schedules: 4 weeks at 70,000, 6 at 71,400',
    [from('2026-04-01', FOSTERING, CHANGE), from(CHANGE, DEARER)],
    [
      [0, 28, 70_000],
      [28, 42, 71_400],
    ],
    708_400,
  ],
  [
    'given in any order',
    [from(CHANGE, DEARER), from('2026-04-01', FOSTERING, CHANGE)],
    [
      [0, 28, 70_000],
      [28, 42, 71_400],
    ],
    708_400,
  ],
  [
    'the schedule at the start holds for the stay',
    [from('2026-04-01', AT_START, CHANGE), from(CHANGE, { ...DEARER, priceBasis: 'at_start' })],
    [[0, 70, 70_000]],
    700_000,
  ],
  [
    'a change on the start day is the price at the start',
    [from('2026-04-01', FOSTERING, START), from(START, DEARER)],
    [[0, 70, 71_400]],
    714_000,
  ],
  [
    'a change on the second night: (70,000 + 69 x 71,400) / 7',
    [from('2026-04-01', FOSTERING, '2027-01-05'), from('2027-01-05', DEARER)],
    [
      [0, 1, 70_000],
      [1, 69, 71_400],
    ],
    713_800,
  ],
  [
    'a change on the last night: (69 x 70,000 + 71,400) / 7',
    [from('2026-04-01', FOSTERING, '2027-03-14'), from('2027-03-14', DEARER)],
    [
      [0, 69, 70_000],
      [69, 1, 71_400],
    ],
    700_200,
  ],
  [
    'a change on the leaving day is none',
    [from('2026-04-01', FOSTERING, '2027-03-15'), from('2027-03-15', DEARER)],
    [[0, 70, 70_000]],
    700_000,
  ],
  [
    'a schedule of the same price is no change',
    [from('2026-04-01', FOSTERING, CHANGE), from(CHANGE, FOSTERING)],
    [[0, 70, 70_000]],
    700_000,
  ],
  [
    'past the end of the last schedule its prices are carried on',
    [from('2026-04-01', FOSTERING, CHANGE)],
    [
      [0, 28, 70_000],
      [28, 42, 70_000, 'carried on'],
    ],
    700_000,
  ],
  [
    'over a gap as well: until 1 February, carried on to the 15th, then the next',
    [from('2026-04-01', FOSTERING, CHANGE), from('2027-02-15', DEARER)],
    [
      [0, 28, 70_000],
      [28, 14, 70_000, 'carried on'],
      [42, 28, 71_400],
    ],
    705_600,
  ],
  [
    'where the next has no price for the child, the one before is carried on',
    [from('2026-04-01', FOSTERING, CHANGE), from(CHANGE, { ...DEARER, lines: DEARER.lines.slice(1) })],
    [
      [0, 28, 70_000],
      [28, 42, 70_000, 'carried on'],
    ],
    700_000,
  ],
])('schedules in a stay: %s', (_case, schedules, periods, total) => {
  expect(periodsOf(schedules, child({}))).toEqual(periods);
  expect(quoteStay(schedules, child({}), START)?.totalPence).toBe(total);
});

test.each<[string, DatedPrices[]]>([
  ['none at all', []],
  ['one that ends on the start day', [from('2026-04-01', FOSTERING, START)]],
  ['one that begins the day after', [from('2027-01-05')]],
  ['a gap over the start', [from('2026-04-01', FOSTERING, START), from('2027-01-05', DEARER)]],
])('there is no price without a schedule in force on the start day: %s', (_case, schedules) => {
  expect(quoteStay(schedules, child({}), START)).toBeUndefined();
});

const LONG_TERM: SchedulePrices = {
  ...FOSTERING,
  adjustments: [
    { kind: 'long_term', threshold: 4, bps: 200 },
    { kind: 'long_term', threshold: 8, bps: 500 },
  ],
};

test('a long stay is cheaper after so many weeks: 4 at 70,000, 4 at 68,600, 2 at 66,500', () => {
  expect(quoteStay([from('2026-04-01', LONG_TERM)], child({}), START)).toMatchObject({
    weeklyPence: 70_000,
    periods: [
      { fromNight: 0, nights: 28, weeklyPence: 70_000 },
      { fromNight: 28, nights: 28, weeklyPence: 68_600 },
      { fromNight: 56, nights: 14, weeklyPence: 66_500 },
    ],
    totalPence: 280_000 + 274_400 + 133_000,
  });
});

test('a stay that ends with the week of the threshold never meets it', () => {
  expect(periodsOf([from('2026-04-01', LONG_TERM)], child({ weeks: 4 }))).toEqual([[0, 28, 70_000]]);
});

test('discounts go on past the end of the last schedule: 2% from week 4, though it ended after 3', () => {
  expect(periodsOf([from('2026-04-01', LONG_TERM, '2027-01-25')], child({ weeks: 6 }))).toEqual([
    [0, 21, 70_000],
    [21, 7, 70_000, 'carried on'],
    [28, 14, 68_600, 'carried on'],
  ]);
});

test('each period says what it is the sum of', () => {
  const { periods = [] } = quoteStay([from('2026-04-01', LONG_TERM)], child({ weeks: 5 }), START) ?? {};
  expect(periods.map(({ parts }) => parts.map(({ label, weeklyPence }) => [label, weeklyPence]))).toEqual([
    [['Standard fee, age 5 to 10', 70_000]],
    [
      ['Standard fee, age 5 to 10', 70_000],
      ['Long stay', -1_400],
    ],
  ]);
});

test('contributions are taken off in every period, and never make one negative', () => {
  const half: SchedulePrices = { ...FOSTERING, adjustments: [{ kind: 'long_term', threshold: 1, bps: 5_000 }] };
  const contributions = [{ label: 'Health', weeklyPence: 40_000 }];
  // A week at 70,000 less 40,000, and one at 35,000, of which all is contributed.
  expect(quoteStay([from('2026-04-01', half)], child({ weeks: 2, contributions }), START)).toMatchObject({
    netWeeklyPence: 30_000,
    totalPence: 105_000,
    netTotalPence: 30_000,
  });
});

test('the total is rounded once, at the end: (3 x 70,001 + 4 x 70,003) / 7 is 70,002.14', () => {
  const at = (weeklyPence: number): SchedulePrices => ({
    ...FOSTERING,
    lines: [{ level: 'standard', ageFrom: 0, ageTo: 17, weeklyPence }],
  });
  const schedules = [from('2026-04-01', at(70_001), '2027-01-07'), from('2027-01-07', at(70_003))];
  expect(quoteStay(schedules, child({ weeks: 1 }), START)?.totalPence).toBe(70_002);
});

test('a night is a night where the clocks change: the stay has seven of them a week', () => {
  const schedules = [from('2026-04-01', FOSTERING, '2027-03-29'), from('2027-03-29', DEARER)];
  expect(
    quoteStay(schedules, child({ weeks: 2 }), '2027-03-22')?.periods.map(({ fromNight, nights }) => [
      fromNight,
      nights,
    ]),
  ).toEqual([
    [0, 7],
    [7, 7],
  ]);
});

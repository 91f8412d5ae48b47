import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WrittenPrices } from '../price-schedules/lot-grid.ts';
import { type LevelRule, USUAL_LEVELS } from '../price-schedules/price-levels.ts';
import { type DatedPrices, PLAIN_PRICES, type SchedulePrices } from '../price-schedules/quote.ts';
import { atMost, pricesByLine, raisedPence, raisedPrices, samePrices, upliftLines, withPrices } from './uplift.ts';
import { needsAt, type PlacedChildren, spendEffect } from './uplift-effect.ts';

const line = (level: string, weeklyPence: number) => ({
  ...{ level, ageFrom: 0, ageTo: 17, occupancyFrom: 1, occupancyTo: 99, weeklyPence },
});
const fostering = (standard: number, complex: number): SchedulePrices => ({
  ...PLAIN_PRICES,
  model: 'age_band_by_need_level',
  lines: [line('standard', standard), line('complex', complex)],
});
const group = (of: Partial<PlacedChildren>): PlacedChildren => ({
  own: true,
  age: 9,
  needLevel: 'standard',
  startedOn: '2026-05-01',
  endedOn: null,
  placements: 1,
  ...of,
});

const FROM = '2027-04-01';
const since = (prices: SchedulePrices, validFrom = '2026-04-01', validUntil: string | null = null): DatedPrices => ({
  ...{ validFrom, validUntil, prices },
});
const effectOf = (placed: readonly PlacedChildren[], before: SchedulePrices, after: SchedulePrices) =>
  spendEffect(placed, { charged: [since(before)], after, from: FROM });

test('the effect is the difference of what each child costs, its own authority’s apart', () => {
  const placed = [
    group({ placements: 3 }),
    group({ needLevel: 'complex', placements: 2 }),
    group({ own: false, placements: 4 }),
    group({ own: false, needLevel: 'complex', age: 18 }),
    group({ needLevel: 'enhanced' }),
  ];
  expect(effectOf(placed, fostering(80_000, 120_000), fostering(82_400, 126_001))).toEqual({
    own: {
      ...{ children: 6, unpriced: 1, carriedOn: 0, weeklyBeforePence: 480_000, weeklyAfterPence: 499_202 },
      ...{ weeklyChangePence: 19_202, yearlyChangePence: Math.round((19_202 * 365) / 7) },
    },
    others: {
      ...{ children: 5, unpriced: 1, carriedOn: 0, weeklyBeforePence: 320_000, weeklyAfterPence: 329_600 },
      ...{ weeklyChangePence: 9_600, yearlyChangePence: 500_571 },
    },
    all: {
      ...{ children: 11, unpriced: 2, carriedOn: 0, weeklyBeforePence: 800_000, weeklyAfterPence: 828_802 },
      ...{ weeklyChangePence: 28_802, yearlyChangePence: 1_501_818 },
    },
    besides: [],
    ...{ ageBasis: 'at_start', priceBasis: 'in_stay' },
  });
});

test.each([
  // 365 nights at 1 penny a week are 52.14.
  [1, 1, 52, 52],
  // 104.29 each; 208.57 together.
  [2, 2, 104, 104],
  // 208.57 each; 417.14 together.
  [4, 4, 209, 209],
])(
  '%i and %i pence more a week: %i and %i a year, and their sum, though it would round another way',
  (own, others, a, b) => {
    const rise = (pence: number, of: Partial<PlacedChildren>) => group({ ...of, placements: pence });
    const effect = effectOf([rise(own, {}), rise(others, { own: false })], fostering(100, 1), fostering(101, 1));
    expect([effect.own, effect.others, effect.all].map(({ yearlyChangePence }) => yearlyChangePence)).toEqual([
      a,
      b,
      a + b,
    ]);
  },
);

test('less a week is less a year, to the nearest penny, and never a negative nought', () => {
  const effect = effectOf([group({})], fostering(100, 1), fostering(99, 1));
  expect(effect.own.yearlyChangePence).toBe(-52);
  const oneNight = effectOf([group({ endedOn: '2027-04-02' })], fostering(100, 1), fostering(99, 1));
  expect(oneNight.own.yearlyChangePence).toBe(0);
});

test.each<[string, string | null, number, number]>([
  ['no leaving day', null, 1, 36_500],
  ['left the day before', '2027-03-31', 0, 0],
  ['left on the day itself, which is not charged', '2027-04-01', 0, 0],
  ['leaves after one night', '2027-04-02', 1, 100],
  ['leaves after a week', '2027-04-08', 1, 700],
  ['leaves on the last night of the year', '2028-03-30', 1, 36_400],
  ['leaves after the year', '2028-03-31', 1, 36_500],
  ['leaves long after it', '2030-01-01', 1, 36_500],
])('a placement with %s (%s): %i child, %i pence in the year', (_case, endedOn, children, year) => {
  const { all } = effectOf([group({ endedOn })], fostering(80_000, 1), fostering(80_700, 1));
  expect([all.children, all.yearlyChangePence]).toEqual([children, year]);
  expect(all.weeklyChangePence).toBe(700 * children);
});

test('nobody placed: nothing changes', () => {
  const { all } = effectOf([], fostering(1, 2), fostering(3, 4));
  expect(all).toEqual({
    children: 0,
    unpriced: 0,
    carriedOn: 0,
    weeklyBeforePence: 0,
    weeklyAfterPence: 0,
    weeklyChangePence: 0,
    yearlyChangePence: 0,
  });
});

const OWN_LEVELS: LevelRule[] = [
  { code: 'a', label: 'A', needs: [] },
  { code: 'b', label: 'B', needs: ['autism', 'sexual_exploitation', 'criminal_exploitation', 'risk_to_others'] },
  { code: 'c', label: 'C', needs: ['self_harm'] },
];

test.each<[string, readonly LevelRule[], string, string]>([
  ['fostering', USUAL_LEVELS.age_band_by_need_level, 'standard', 'standard'],
  ['fostering', USUAL_LEVELS.age_band_by_need_level, 'enhanced', 'enhanced'],
  ['fostering', USUAL_LEVELS.age_band_by_need_level, 'complex', 'complex'],
  ['fostering', USUAL_LEVELS.age_band_by_need_level, 'parent_and_child', 'parent_and_child'],
  ['homes', USUAL_LEVELS.package, 'enhanced', 'core'],
  ['homes: not solo, which one need of many asks for', USUAL_LEVELS.package, 'complex', 'therapeutic'],
  ['levels of the lot’s own', OWN_LEVELS, 'complex', 'b'],
  ['a level of care that nobody knows', OWN_LEVELS, 'unheard_of', 'a'],
])('%s: a child whose care is %s%s costs the row %s', (_case, levels, needLevel, row) => {
  const lines = levels.map(({ code }, index) => line(code, 100 * (index + 1)));
  const prices: SchedulePrices = { ...PLAIN_PRICES, model: 'package', levels, lines };
  const { all } = effectOf([group({ needLevel })], prices, prices);
  expect(all.weeklyBeforePence).toBe(lines.find(({ level }) => level === row)?.weeklyPence);
  expect(needsAt(levels, needLevel).length).toBeLessThanOrEqual(1);
});

describe('rounding', () => {
  test.each([
    [100_000, 350, 103_500],
    [100_050, 350, 103_552],
    [85_050, 333, 87_882],
    [1, 4_999, 1],
    [1, 5_000, 2],
    [50, 100, 51],
    [49, 100, 49],
    [99_999_999, 10_000, 199_999_998],
    [333, 0, 333],
  ])('%i pence and %i basis points: %i, half up to the penny', (pence, bps, raised) => {
    expect(raisedPence(pence, bps)).toBe(raised);
  });

  test('never lower, never falls with more, and within half a penny', () => {
    const pence = fc.integer({ min: 1, max: 99_999_999 });
    const bps = fc.integer({ min: 0, max: 9_999 });
    fc.assert(
      fc.property(pence, bps, (of, by) => {
        const raised = raisedPence(of, by);
        expect(Number.isInteger(raised)).toBe(true);
        expect(raised).toBeGreaterThanOrEqual(of);
        expect(raisedPence(of, by + 1)).toBeGreaterThanOrEqual(raised);
        expect(Math.abs(raised * 10_000 - of * (10_000 + by))).toBeLessThanOrEqual(5_000);
      }),
    );
  });
});

const WRITTEN: WrittenPrices = {
  lines: [line('core', 50_000), line('solo', 90_000)],
  addOns: [{ code: 'education', pence: 10_001 }],
  adjustments: [{ kind: 'volume', threshold: 5, bps: 200 }],
  includedSupportHours: 5,
  extraSupportHourPence: 2_850,
};

test('a percentage raises fees, add-ons and the hourly rate, and nothing else', () => {
  expect(raisedPrices(WRITTEN, 350)).toEqual({
    lines: [line('core', 51_750), line('solo', 93_150)],
    addOns: [{ code: 'education', pence: 10_351 }],
    adjustments: WRITTEN.adjustments,
    includedSupportHours: 5,
    extraSupportHourPence: 2_950,
  });
});

test('line by line, what is not told stays', () => {
  const raised = pricesByLine(WRITTEN, [{ kind: 'fee', code: 'solo', ageFrom: 0, occupancyFrom: 1, pence: 91_000 }]);
  expect(raised).toEqual({ ...WRITTEN, lines: [line('core', 50_000), line('solo', 91_000)] });
  expect(samePrices(raised, WRITTEN)).toBe(false);
  expect(samePrices(pricesByLine(WRITTEN, []), WRITTEN)).toBe(true);
});

test('line by line an add-on and the hourly rate rise; nothing is added that was not offered', () => {
  const FOR_ALL = { ageFrom: 0, occupancyFrom: 1 };
  const raises = [
    { ...FOR_ALL, kind: 'add_on' as const, code: 'education', pence: 11_000 },
    { ...FOR_ALL, kind: 'add_on' as const, code: 'transport', pence: 500 },
    { ...FOR_ALL, kind: 'hourly_rate' as const, code: '', pence: 3_000 },
  ];
  expect(pricesByLine(WRITTEN, raises)).toEqual({
    ...WRITTEN,
    addOns: [{ code: 'education', pence: 11_000 }],
    extraSupportHourPence: 3_000,
  });
  expect(pricesByLine({ ...WRITTEN, extraSupportHourPence: null }, raises).extraSupportHourPence).toBeNull();
  expect(pricesByLine(WRITTEN, upliftLines(raisedPrices(WRITTEN, 350)))).toEqual(raisedPrices(WRITTEN, 350));
});

test('what changes besides weekly fees is in no sum, and is told', () => {
  const support = (rate: number): SchedulePrices => ({ ...fostering(1, 2), extraSupportHourPence: rate });
  const effect = effectOf([group({})], support(3_000), support(3_300));
  expect(effect.all.weeklyChangePence).toBe(0);
  expect(effect.besides).toMatchObject([{ label: 'Each further hour', before: 3_000, after: 3_300 }]);
  expect(effectOf([group({})], support(3_000), support(3_000)).besides).toEqual([]);
});

test('no price above what was asked', () => {
  const asked = pricesByLine(WRITTEN, [{ kind: 'fee', code: 'core', ageFrom: 0, occupancyFrom: 1, pence: 51_000 }]);
  expect(atMost(raisedPrices(WRITTEN, 1_000), asked)).toEqual(asked);
  expect(atMost(raisedPrices(WRITTEN, 100), asked).lines).toEqual([line('core', 50_500), line('solo', 90_000)]);
});

test('the effect counts fees as they would be written', () => {
  const after = withPrices(
    fostering(50_000, 90_000),
    raisedPrices({ ...WRITTEN, lines: [line('standard', 50_000)] }, 1_000),
  );
  expect(effectOf([group({})], fostering(50_000, 90_000), after).all.weeklyChangePence).toBe(5_000);
});

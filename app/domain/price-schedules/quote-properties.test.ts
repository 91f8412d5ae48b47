import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../lib/dates.ts';
import { NEED_CODES } from '../services/needs.ts';
import type { PriceModel } from './price-levels.ts';
import {
  type AdjustmentKind,
  type DatedPrices,
  type PriceAdjustment,
  type PricingProfile,
  type Quote,
  quoteStay,
  type SchedulePrices,
} from './quote.ts';

// What holds of every price, whatever the schedules and the child.

const START = '2027-01-04';

const pence = fc.integer({ min: 1, max: 2_000_000 });
const bps = fc.integer({ min: 0, max: 10_000 });
const MODELS: PriceModel[] = ['age_band_by_need_level', 'package', 'support_hours'];
const KINDS: AdjustmentKind[] = ['sibling', 'long_term', 'volume', 'retainer'];

const adjustment: fc.Arbitrary<PriceAdjustment> = fc.record({
  kind: fc.constantFrom(...KINDS),
  threshold: fc.integer({ min: 0, max: 12 }),
  bps,
});

const lines = fc
  .array(
    fc.record({
      level: fc.constantFrom('standard', 'enhanced', 'complex', 'parent_and_child', 'core', 'therapeutic', 'solo'),
      ageFrom: fc.integer({ min: 0, max: 18 }),
      years: fc.integer({ min: 0, max: 25 }),
      weeklyPence: pence,
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((rows) => rows.map(({ years, ...row }) => ({ ...row, ageTo: row.ageFrom + years })));

/** The terms of a lot: all schedules of an admission share them. */
const terms = fc.record({
  model: fc.constantFrom(...MODELS),
  levels: fc.constant([]),
  ageBasis: fc.constantFrom('at_start' as const, 'in_stay' as const),
  priceBasis: fc.constantFrom('at_start' as const, 'in_stay' as const),
});

/** What a schedule says of its own. Every lot has a price for a child without needs, so that most cases have a price. */
const ownPrices = fc
  .record({
    includedSupportHours: fc.option(fc.integer({ min: 0, max: 20 })),
    extraSupportHourPence: fc.option(fc.integer({ min: 0, max: 10_000 }), { freq: 8 }),
    lines,
    base: pence,
    addOns: fc.tuple(fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: 1, max: 10_000 })),
    adjustments: fc.array(adjustment, { maxLength: 6 }),
  })
  .map(({ base, addOns: [week, hour], lines: rows, ...own }) => ({
    ...own,
    lines: [
      ...['standard', 'core'].map((level) => ({ level, ageFrom: 0, ageTo: 43, weeklyPence: base })),
      ...rows.filter(({ level }) => level !== 'standard' && level !== 'core'),
    ],
    addOns: [
      { code: 'education', label: 'Education', unit: 'week' as const, pence: week },
      { code: 'staff', label: 'Staff', unit: 'hour' as const, pence: hour },
    ],
  }));

/** Schedules over following periods, some with a gap between them; the first is in force at the start. */
const schedules: fc.Arbitrary<DatedPrices[]> = fc
  .tuple(
    terms,
    fc.array(fc.record({ own: ownPrices, days: fc.integer({ min: 1, max: 90 }), gap: fc.constantFrom(0, 0, 0, 9) }), {
      minLength: 1,
      maxLength: 4,
    }),
    fc.boolean(),
  )
  .map(([shared, each, endless]) => {
    let validFrom = addDays(START, -20);
    return each.map(({ own, days, gap }, index) => {
      const last = index === each.length - 1;
      const until = addDays(validFrom, days + (index === 0 ? 20 : 0));
      const dated = { validFrom, validUntil: last && endless ? null : until, prices: { ...shared, ...own } };
      validFrom = addDays(until, gap);
      return dated;
    });
  });

const profiles: fc.Arbitrary<PricingProfile> = fc.record({
  age: fc.integer({ min: 0, max: 25 }),
  needs: fc.oneof(fc.constant([]), fc.subarray(NEED_CODES, { maxLength: 3 })),
  siblings: fc.integer({ min: 0, max: 4 }),
  nthChild: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
  supportHours: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
  weeks: fc.integer({ min: 1, max: 60 }),
  addOns: fc.record({ education: fc.integer({ min: 0, max: 1 }), staff: fc.integer({ min: 0, max: 40 }) }),
  placementsInSystem: fc.integer({ min: 0, max: 14 }),
  nightsToBirthday: fc.option(fc.integer({ min: 0, max: 365 }), { nil: undefined }),
  contributions: fc.array(
    fc.record({ label: fc.constant('Health'), weeklyPence: fc.integer({ min: -9, max: 900_000 }) }),
    {
      maxLength: 3,
    },
  ),
});

const cases = fc.tuple(schedules, profiles);
const priced = ([of, profile]: readonly [DatedPrices[], PricingProfile]) => quoteStay(of, profile, START);

/** Sevenths of a penny for the nights before `night`: what totals are made of before they are rounded. */
const seventhsUntil = ({ periods }: Quote, night: number) =>
  periods.reduce(
    (sum, { fromNight, nights, weeklyPence }) => sum + weeklyPence * Math.max(0, Math.min(night - fromNight, nights)),
    0,
  );

const allPrices = (of: DatedPrices[], change: (prices: SchedulePrices) => Partial<SchedulePrices>): DatedPrices[] =>
  of.map((dated) => ({ ...dated, prices: { ...dated.prices, ...change(dated.prices) } }));

const holds = <T>(of: fc.Arbitrary<T>, check: (value: T) => void) =>
  fc.assert(fc.property(of, check), { numRuns: 500 });

test('most of the cases below have a price, and many change in the stay', () => {
  const quotes = fc.sample(cases, { numRuns: 500, seed: 7 }).map(priced);
  expect(quotes.filter((found) => found !== undefined).length).toBeGreaterThan(250);
  expect(quotes.filter((found) => found && found.periods.length > 2).length).toBeGreaterThan(100);
});

test('no price is ever negative, and contributions never exceed it', () =>
  holds(cases, (of) => {
    const found = priced(of);
    if (!found) return;
    const { weeklyPence, netWeeklyPence, totalPence, netTotalPence, retainerWeeklyPence, periods } = found;
    const sums = [weeklyPence, netWeeklyPence, totalPence, netTotalPence, retainerWeeklyPence ?? 0];
    for (const sum of [...sums, ...periods.map((period) => period.weeklyPence)]) {
      expect(sum).toBeGreaterThanOrEqual(0);
      expect(Number.isInteger(sum)).toBe(true);
    }
    expect(netWeeklyPence).toBeLessThanOrEqual(weeklyPence);
    expect(netTotalPence).toBeLessThanOrEqual(totalPence);
  }));

test('the parts add up to the weekly price, the periods to the stay and to its total', () =>
  holds(cases, (of) => {
    const found = priced(of);
    if (!found) return;
    const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);
    const weekly = (parts: { weeklyPence: number }[]) => sum(parts.map((part) => part.weeklyPence));
    expect(weekly(found.parts)).toBe(found.weeklyPence);
    expect(found.weeklyPence + weekly(found.contributions)).toBe(found.netWeeklyPence);
    const nights = 7 * found.weeks;
    let night = 0;
    for (const period of found.periods) {
      expect(period.fromNight).toBe(night);
      expect(period.nights).toBeGreaterThan(0);
      expect(weekly(period.parts)).toBe(period.weeklyPence);
      night += period.nights;
    }
    expect(night).toBe(nights);
    expect(found.periods[0]?.weeklyPence).toBe(found.weeklyPence);
    expect(found.totalPence).toBe(Math.round(seventhsUntil(found, nights) / 7));
  }));

test('a shorter stay costs what the longer one costs until then', () =>
  holds(fc.tuple(schedules, profiles, fc.integer({ min: 1, max: 60 })), ([of, profile, weeks]) => {
    const whole = priced([of, { ...profile, weeks: profile.weeks + weeks }]);
    const first = priced([of, profile]);
    if (!whole || !first) return;
    const nights = 7 * profile.weeks;
    expect(seventhsUntil(first, nights)).toBe(seventhsUntil(whole, nights));
  }));

test('a stay split at any week costs what it costs whole: both parts quoted by themselves', () =>
  holds(fc.tuple(schedules, profiles, fc.integer({ min: 1, max: 60 })), ([given, profile, weeks]) => {
    // What depends on when the stay began is a price of the whole alone, and so is what is carried on.
    const of = allPrices(given, ({ adjustments }) => ({
      ageBasis: 'at_start',
      priceBasis: 'in_stay',
      adjustments: adjustments.filter(({ kind }) => kind !== 'long_term'),
    }));
    const whole = priced([of, { ...profile, weeks: profile.weeks + weeks }]);
    const first = priced([of, profile]);
    const second = quoteStay(of, { ...profile, weeks }, addDays(START, 7 * profile.weeks));
    if (!whole || !first || !second || whole.periods.some(({ carriedOn }) => carriedOn)) return;
    expect(seventhsUntil(first, 7 * profile.weeks) + seventhsUntil(second, 7 * weeks)).toBe(
      seventhsUntil(whole, 7 * whole.weeks),
    );
  }));

test('more hours never cost less: of support, and of an add-on', () =>
  holds(fc.tuple(schedules, profiles, fc.integer({ min: 1, max: 40 })), ([of, profile, more]) => {
    const support = priced([of, { ...profile, supportHours: (profile.supportHours ?? 0) + more }]);
    const staff = priced([
      of,
      { ...profile, addOns: { ...profile.addOns, staff: (profile.addOns?.staff ?? 0) + more } },
    ]);
    const found = priced([of, profile]);
    if (!found) return;
    for (const dearer of [support, staff]) {
      if (!dearer) continue;
      expect(dearer.weeklyPence).toBeGreaterThanOrEqual(found.weeklyPence);
      // A later schedule without a price for so many hours leaves the one before charged: its hours may be cheaper.
      if ([...dearer.periods, ...found.periods].some(({ carriedOn }) => carriedOn)) continue;
      expect(dearer.totalPence).toBeGreaterThanOrEqual(found.totalPence);
    }
    // An hourly add-on always has a price above nothing.
    expect(staff?.weeklyPence).toBeGreaterThan(found.weeklyPence);
  }));

test('discounts never raise a price, and a larger one never raises it either', () =>
  holds(fc.tuple(cases, bps), ([[of, profile], more]) => {
    const found = priced([of, profile]);
    const without = priced([allPrices(of, () => ({ adjustments: [] })), profile]);
    const larger = priced([
      allPrices(of, ({ adjustments }) => ({
        adjustments: adjustments.map((each) => ({ ...each, bps: Math.max(each.bps, more) })),
      })),
      profile,
    ]);
    expect(larger === undefined).toBe(found === undefined);
    expect(without === undefined).toBe(found === undefined);
    if (!found || !without || !larger) return;
    for (const key of ['weeklyPence', 'totalPence'] as const) {
      expect(found[key]).toBeLessThanOrEqual(without[key]);
      expect(larger[key]).toBeLessThanOrEqual(found[key]);
    }
  }));

import type { PriceLevel, PriceLine, SchedulePrices } from '#app/domain/price-schedules/quote.ts';
import type { Admission } from './admissions.ts';
import type { Random } from './random.ts';

export type Prices = SchedulePrices;

interface PlannedLine {
  level: PriceLevel;
  ageFrom: number;
  ageTo: number;
  pounds: number;
}

/** Pounds a week in the middle of the market, before the first uplift. */
const FOSTERING = { standard: 775, enhanced: 935, complex: 1_215 } as const;
const AGE_BANDS = [
  { ageFrom: 0, ageTo: 4, factor: 0.93 },
  { ageFrom: 5, ageTo: 10, factor: 0.97 },
  { ageFrom: 11, ageTo: 15, factor: 1.04 },
  { ageFrom: 16, ageTo: 17, factor: 1.07 },
] as const;
const PARENT_AND_CHILD = { level: 'parent_and_child', ageFrom: 0, ageTo: 25, pounds: 1_190 } as const;

const PACKAGES = {
  home: { core: 3_150, therapeutic: 4_100, solo: 5_900 },
  school: { core: 4_050, therapeutic: 4_750, solo: 6_800 },
} as const;

const SUPPORT_POUNDS = [460, 660] as const;

const perAgeBand = (level: PriceLevel, pounds: number): PlannedLine[] =>
  AGE_BANDS.map(({ factor, ...band }) => ({ level, ...band, pounds: pounds * factor }));

const perPackage = (pounds: Record<'core' | 'therapeutic' | 'solo', number>, ageFrom: number, ageTo: number) =>
  (['core', 'therapeutic', 'solo'] as const).map(
    (level): PlannedLine => ({ level, ageFrom, ageTo, pounds: pounds[level] }),
  );

function plannedLines(random: Random, { lot }: Admission): PlannedLine[] {
  if (lot.plan.model === 'age_band_by_need_level') {
    const levels = (['standard', 'enhanced', 'complex'] as const).flatMap((level) =>
      perAgeBand(level, FOSTERING[level]),
    );
    return [...levels, PARENT_AND_CHILD];
  }
  if (lot.plan.model === 'support_hours') {
    return [{ level: 'core', ageFrom: 16, ageTo: 25, pounds: random.middling(...SUPPORT_POUNDS) }];
  }
  return lot.type === 'home' ? perPackage(PACKAGES.home, 0, 18) : perPackage(PACKAGES.school, 0, 25);
}

/** What a provider asks when it joins the lot. */
export function firstPrices(random: Random, admission: Admission): Prices {
  const { plan } = admission.lot;
  const factor = admission.provider.dearness * plan.priceFactor;
  const support = plan.model === 'support_hours';
  return {
    model: plan.model,
    siblingDiscountBps: plan.model === 'age_band_by_need_level' ? random.int(0, 10) * 100 : 0,
    includedSupportHours: support ? random.int(5, 10) : null,
    extraSupportHourPence: support ? random.int(48, 74) * 50 : null,
    lines: plannedLines(random, admission).map(
      ({ pounds, ...line }): PriceLine => ({
        ...line,
        weeklyPence: Math.round(pounds * factor * random.middling(0.99, 1.01)) * 100,
      }),
    ),
  };
}

/** Every price raised by so many basis points, to the nearest penny. */
export function raised(prices: Prices, bps: number): Prices {
  const up = (pence: number) => Math.round((pence * (10_000 + bps)) / 10_000);
  return {
    ...prices,
    extraSupportHourPence: prices.extraSupportHourPence === null ? null : up(prices.extraSupportHourPence),
    lines: prices.lines.map((line) => ({ ...line, weeklyPence: up(line.weeklyPence) })),
  };
}

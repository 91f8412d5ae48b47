import { USUAL_LEVELS } from '#app/domain/price-schedules/price-levels.ts';
import type { Lot } from './purchasing-systems.ts';

export const ANY_OCCUPANCY = { occupancyFrom: 1, occupancyTo: 99 } as const;

interface PricePoint {
  level: string;
  ageFrom: number;
  ageTo: number;
  occupancyFrom: number;
  occupancyTo: number;
  /** The middle of the market, pounds a week. */
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
const PACKAGES = {
  home: { core: 3_150, therapeutic: 4_100, solo: 5_900 },
  residential_school: { core: 4_050, therapeutic: 4_750, solo: 6_800 },
} as const;
/** A home for two costs more a child than one for four. */
const OCCUPANCIES = [
  { occupancyFrom: 1, occupancyTo: 2, factor: 1.14 },
  { occupancyFrom: 3, occupancyTo: 99, factor: 1 },
] as const;
const SUPPORT_POUNDS = 560;

/** The most a schedule may ask, over the middle of the market. */
const CEILING_FACTOR = 1.5;

/** The grid of a lot: what its schedules price. */
export function pricePoints({ plan, type }: Lot): PricePoint[] {
  if (plan.model === 'support_hours')
    return [{ level: 'core', ageFrom: 16, ageTo: 25, ...ANY_OCCUPANCY, pounds: SUPPORT_POUNDS }];
  if (plan.model === 'package') {
    const packages = PACKAGES[type === 'residential_school' ? type : 'home'];
    const ages = type === 'home' ? { ageFrom: 0, ageTo: 18 } : { ageFrom: 0, ageTo: 25 };
    const occupancies = plan.byOccupancy ? OCCUPANCIES : [{ ...ANY_OCCUPANCY, factor: 1 }];
    return (['core', 'therapeutic', 'solo'] as const).flatMap((level) =>
      (level === 'solo' ? [{ ...ANY_OCCUPANCY, factor: 1 }] : occupancies).map(({ factor, ...occupancy }) => ({
        level,
        ...ages,
        ...occupancy,
        pounds: packages[level] * factor,
      })),
    );
  }
  return [
    ...(['standard', 'enhanced', 'complex'] as const).flatMap((level) =>
      AGE_BANDS.map(({ factor, ...band }) => ({ level, ...band, ...ANY_OCCUPANCY, pounds: FOSTERING[level] * factor })),
    ),
    { level: 'parent_and_child', ageFrom: 0, ageTo: 25, ...ANY_OCCUPANCY, pounds: 1_190 },
  ];
}

export const levelRows = ({ id, plan }: Lot) =>
  USUAL_LEVELS[plan.model].map(({ code, label, needs }, index) => ({
    lotId: id,
    code,
    label,
    position: index + 1,
    needs: [...needs],
  }));

/** Ceilings stand above every price of the demonstration: a lot that has them had them before its first schedule. */
export const pricePointRows = (lot: Lot) =>
  pricePoints(lot).map(({ pounds, ...point }) => ({
    lotId: lot.id,
    ...point,
    ceilingPence: lot.plan.hasCeilings
      ? Math.ceil((pounds * lot.plan.priceFactor * CEILING_FACTOR) / 50) * 5_000
      : null,
  }));

export const lotAddOnRows = ({ id, plan }: Lot) =>
  plan.addOns.map(({ code, label, unit, pounds }, index) => ({
    ...{ lotId: id, code, label, unit, position: index + 1 },
    ceilingPence: plan.hasCeilings ? Math.ceil(pounds * CEILING_FACTOR) * 100 : null,
  }));

export const lotAdjustmentRows = ({ id, plan }: Lot) =>
  plan.adjustments.map(({ kind, threshold, leastBps, mostBps }) => ({ lotId: id, kind, threshold, leastBps, mostBps }));

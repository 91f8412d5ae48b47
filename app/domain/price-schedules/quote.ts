import { asksFor, type NeedCode, type NeedLevel, needLevelOf } from '../services/needs.ts';

/** How a lot prices a place. */
export type PriceModel = 'age_band_by_need_level' | 'package' | 'support_hours';

export type HomePackage = 'core' | 'therapeutic' | 'solo';
export type PriceLevel = NeedLevel | HomePackage;

/** Pence for 7 nights for a child whose age in years is from `ageFrom` to `ageTo`, both included. */
export interface PriceLine {
  level: PriceLevel;
  ageFrom: number;
  ageTo: number;
  weeklyPence: number;
}

/** The prices of one admission in force on the start date. */
export interface SchedulePrices {
  model: PriceModel;
  /** Off the core fee where the child is placed with a sibling; basis points. */
  siblingDiscountBps: number;
  /** Hours of support a week inside the core fee; supported accommodation alone. */
  includedSupportHours: number | null;
  /** Pence for each further hour a week. */
  extraSupportHourPence: number | null;
  lines: readonly PriceLine[];
}

/** What of a child's need changes the price. */
export interface PricingProfile {
  /** Years, on the start date. */
  age: number;
  needs: readonly NeedCode[];
  /** Siblings to be placed with the child. */
  siblings: number;
  /** Hours of support a week; undefined where the need does not say. */
  supportHours?: number | undefined;
  /** Whole weeks the stay is expected to last. */
  weeks: number;
}

export interface QuotePart {
  label: string;
  /** Negative for a discount. */
  weeklyPence: number;
}

export interface Quote {
  parts: QuotePart[];
  weeklyPence: number;
  weeks: number;
  totalPence: number;
}

const BPS = 10_000;

const LEVEL_LABELS: Record<PriceLevel, string> = {
  standard: 'Standard',
  enhanced: 'Enhanced',
  complex: 'Complex',
  parent_and_child: 'Parent and child',
  core: 'Core',
  therapeutic: 'Therapeutic',
  solo: 'Solo',
};

export const priceLevelLabel = (level: PriceLevel): string => LEVEL_LABELS[level];

/** The package of a home that meets the needs: solo where asked, therapeutic where asked or complex, else core. */
function packageFor(needs: readonly NeedCode[]): HomePackage {
  if (needs.includes('solo')) return 'solo';
  return needs.includes('therapeutic') || asksFor(needs, 'complex') ? 'therapeutic' : 'core';
}

/** The line of the price grid that a child's needs lead to. */
export function priceLevelFor(model: PriceModel, needs: readonly NeedCode[]): PriceLevel {
  if (model === 'age_band_by_need_level') return needLevelOf(needs);
  return model === 'package' ? packageFor(needs) : 'core';
}

/**
 * The price of a place for a child, in pence for 7 nights and for the expected stay; undefined where the schedule has no price for
 * this child's age and level.
 *
 * The sibling discount is taken from the core fee and rounded to the nearest penny, half up; nothing else is rounded.
 */
export function quote(schedule: SchedulePrices, profile: PricingProfile): Quote | undefined {
  const level = priceLevelFor(schedule.model, profile.needs);
  const line = schedule.lines.find(
    (candidate) => candidate.level === level && candidate.ageFrom <= profile.age && profile.age <= candidate.ageTo,
  );
  if (!line) return undefined;

  const parts: QuotePart[] = [
    { label: `${LEVEL_LABELS[level]} fee, age ${line.ageFrom} to ${line.ageTo}`, weeklyPence: line.weeklyPence },
    ...extraSupport(schedule, profile),
    ...siblingDiscount(schedule, profile, line.weeklyPence),
  ];
  const weeklyPence = parts.reduce((sum, part) => sum + part.weeklyPence, 0);
  return { parts, weeklyPence, weeks: profile.weeks, totalPence: weeklyPence * profile.weeks };
}

function extraSupport(schedule: SchedulePrices, profile: PricingProfile): QuotePart[] {
  const hours = (profile.supportHours ?? 0) - (schedule.includedSupportHours ?? 0);
  if (schedule.model !== 'support_hours' || schedule.extraSupportHourPence === null || hours <= 0) return [];
  return [{ label: `${hours} further hours of support`, weeklyPence: hours * schedule.extraSupportHourPence }];
}

function siblingDiscount(schedule: SchedulePrices, profile: PricingProfile, corePence: number): QuotePart[] {
  if (profile.siblings < 1 || schedule.siblingDiscountBps === 0) return [];
  const discount = Math.round((corePence * schedule.siblingDiscountBps) / BPS);
  return [{ label: 'Placed with a sibling', weeklyPence: -discount }];
}

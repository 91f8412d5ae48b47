import { z } from 'zod';
import { toThreeFields } from '../../lib/dates.ts';
import {
  formKey,
  optionalParagraphs,
  paragraphs,
  poundsToPence,
  threeFieldDate,
  wholeNumber,
} from '../../lib/form-fields.ts';
import { formatBps, parsePercent } from '../../lib/percent.ts';
import {
  addOnName,
  adjustmentName,
  feeName,
  HOURLY_RATE,
  HOURLY_RATE_LABEL,
  INCLUDED_HOURS,
  INCLUDED_HOURS_LABEL,
  type LotGrid,
  pointLabel,
  type WrittenPrices,
} from './lot-grid.ts';
import { levelsOf } from './price-levels.ts';
import { adjustmentLabel } from './price-schedule.ts';
import { overCeiling, type PriceValues } from './price-values.ts';

const MOST_HOURS = 168;
const MOST_PASTED = 50_000;

const validFrom = threeFieldDate('The date the prices start', 'Enter the date the prices start');

/** What any decision or change carries: the revision that the page showed, 0, which none has, where it is not a number. */
const revision = z.coerce.number().int().min(1).max(2_147_483_647).catch(0);

export const NewSchedule = z.object({ key: formKey, validFrom });
export interface NewScheduleFields {
  key?: string;
  validFrom?: ReturnType<typeof toThreeFields>;
}

/** What is done to a schedule on its own page. */
export const ScheduleChange = z.discriminatedUnion(
  'intent',
  [
    z.object({ intent: z.literal('submit'), revision }),
    z.object({ intent: z.literal('recall'), revision }),
    z.object({ intent: z.literal('discard'), revision }),
    z.object({ intent: z.literal('approve'), revision }),
    z.object({
      intent: z.literal('reject'),
      revision,
      reason: paragraphs('The reason', 'Enter why you reject it: the provider is told', 2_000),
    }),
  ],
  { error: 'Load the page again: this form is not one of ours' },
);
export type ScheduleChangeInput = z.output<typeof ScheduleChange>;

/** A sum of at most the ceiling, or nothing yet. */
const amount = (label: string, ceilingPence: number | null) =>
  poundsToPence(label, `Enter an amount for ${label}`)
    .superRefine((pence, context) => {
      const why = typeof pence === 'number' ? overCeiling(pence, ceilingPence) : undefined;
      if (why) context.addIssue({ code: 'custom', message: `${label} ${why}` });
    })
    .optional();

export const percentage = (label: string, leastBps: number, mostBps: number) => {
  const message = `${label} must be from ${formatBps(leastBps)} to ${formatBps(mostBps)}, like ${formatBps(Math.round((leastBps + mostBps) / 200) * 100)}`;
  return z
    .string({ error: message })
    .max(20, message)
    .transform((text, context) => {
      const bps = parsePercent(text);
      if (bps !== undefined && bps >= leastBps && bps <= mostBps) return bps;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    });
};

const feeFields = (grid: LotGrid): Record<string, z.ZodType<number | undefined>> =>
  Object.fromEntries(
    grid.points.map((point) => [feeName(point), amount(pointLabel(levelsOf(grid), point), point.ceilingPence)]),
  );

/** One field for each price of the grid. */
export function priceFields(grid: LotGrid): Record<string, z.ZodType<number | undefined>> {
  return {
    ...feeFields(grid),
    ...Object.fromEntries(
      grid.addOns.map(({ code, label, ceilingPence }) => [addOnName(code), amount(label, ceilingPence)]),
    ),
    ...Object.fromEntries(
      grid.adjustments.map((limit) => [
        adjustmentName(limit),
        percentage(adjustmentLabel({ ...limit, bps: 0 }), limit.leastBps, limit.mostBps).optional(),
      ]),
    ),
    ...(grid.model === 'support_hours' && {
      [INCLUDED_HOURS]: wholeNumber({
        ...{ name: INCLUDED_HOURS_LABEL, missing: 'Enter the hours of support in the fee' },
        ...{ least: grid.leastIncludedHours ?? 0, most: MOST_HOURS },
      }).optional(),
      [HOURLY_RATE]: amount(HOURLY_RATE_LABEL, grid.hourlyCeilingPence),
    }),
  };
}

const EditorFixed = z.object({
  revision,
  validFrom,
  reason: optionalParagraphs('The note', 2_000),
});

/** The editor of a schedule of the lot: any price may be empty, none may break the lot's limits. */
export const editedSchedule = (grid: LotGrid) =>
  EditorFixed.extend(priceFields(grid) as Record<never, never>).transform((typed) => {
    const { revision, validFrom, reason } = typed;
    return { revision, validFrom, reason, prices: writtenPrices(grid, typed as unknown as Amounts) };
  });

export interface EditedSchedule {
  revision: number;
  /** ISO. */
  validFrom: string;
  /** Why the prices change. */
  reason: string;
  prices: WrittenPrices;
}

type Amounts = Record<string, number | undefined>;

/** The lines of a grid that have an amount. */
const writtenLines = (grid: LotGrid, amounts: Amounts): WrittenPrices['lines'] =>
  grid.points.flatMap(({ level, ageFrom, ageTo, occupancyFrom, occupancyTo, ...point }) => {
    const weeklyPence = amounts[feeName({ level, ageFrom, occupancyFrom, ...point })];
    return weeklyPence === undefined ? [] : [{ level, ageFrom, ageTo, occupancyFrom, occupancyTo, weeklyPence }];
  });

function writtenPrices(grid: LotGrid, amounts: Amounts): WrittenPrices {
  return {
    lines: writtenLines(grid, amounts),
    addOns: grid.addOns.flatMap(({ code }) => {
      const pence = amounts[addOnName(code)];
      return pence === undefined ? [] : [{ code, pence }];
    }),
    adjustments: grid.adjustments.flatMap(({ kind, threshold }) => {
      const bps = amounts[adjustmentName({ kind, threshold })];
      return bps === undefined ? [] : [{ kind, threshold, bps }];
    }),
    includedSupportHours: amounts[INCLUDED_HOURS] ?? null,
    extraSupportHourPence: amounts[HOURLY_RATE] ?? null,
  };
}

/** The paste box beside the grid. */
export const Pasted = z.object({
  paste: z
    .string()
    .max(MOST_PASTED, `Paste ${MOST_PASTED.toLocaleString('en-GB')} characters at most`)
    .optional()
    .transform((text) => (text?.trim() ? text : '')),
});

export interface EditorFields extends PriceValues {
  revision: string;
  'validFrom.day': string;
  'validFrom.month': string;
  'validFrom.year': string;
  reason: string;
}

/** A stored draft's fields by name. */
export function toEditorFields(
  schedule: { revision: number; validFrom: string; reason: string },
  values: PriceValues,
): EditorFields {
  const { day, month, year } = toThreeFields(schedule.validFrom);
  return {
    ...values,
    revision: String(schedule.revision),
    ...{ 'validFrom.day': day, 'validFrom.month': month, 'validFrom.year': year },
    reason: schedule.reason,
  };
}

import { z } from 'zod';
import type { toThreeFields } from '../../lib/dates.ts';
import { formKey, optionalParagraphs, paragraphs, threeFieldDate } from '../../lib/form-fields.ts';
import { formatPence } from '../../lib/money.ts';
import { feeName, type LotGrid, pointLabel, type WrittenPrices } from '../price-schedules/lot-grid.ts';
import { levelsOf } from '../price-schedules/price-levels.ts';
import { percentage, priceFields } from '../price-schedules/price-schedule-form.ts';
import { penceByField, pricesByLine, samePrices, type UpliftLine, upliftField, upliftLines } from './uplift.ts';

const MOST_BPS = 10_000;
const MOST_REASON = 2_000;

/** Between what a price is and what it may become, both included. */
export interface RaiseLimits {
  grid: LotGrid;
  now: WrittenPrices;
  /** Absent: the ceiling alone. */
  most?: WrittenPrices;
}

type Context = z.core.$RefinementCtx<unknown>;

/** The fields of every price that an uplift may raise: those that are offered. */
const raiseFields = ({ grid, now }: RaiseLimits): Record<string, z.ZodType<number | undefined>> =>
  priceFields({
    ...grid,
    addOns: grid.addOns.filter(({ code }) => now.addOns.some((addOn) => addOn.code === code)),
    adjustments: [],
  });

/** The prices that were typed; an empty one stays what it is. Faults stand beside their fields. */
function raisedByLine({ grid, now, most }: RaiseLimits, typed: unknown, context: Context): WrittenPrices {
  const amounts = typed as Record<string, number | undefined>;
  const highest: Record<string, number> = most ? penceByField(most) : {};
  const lines = upliftLines(now).map((line) => {
    const name = upliftField(line);
    const pence = amounts[name] ?? line.pence;
    const label = raiseLabel(grid, line);
    const refuse = (message: string) => context.addIssue({ code: 'custom', path: [name], message });
    if (pence < line.pence) refuse(`${label} must be ${formatPence(line.pence)} or more: what it is now`);
    const limit = highest[name];
    if (limit !== undefined && pence > limit) refuse(`${label} must be ${formatPence(limit)} or less: what was asked`);
    return { ...line, pence };
  });
  return pricesByLine(now, lines);
}

function raiseLabel(grid: LotGrid, line: UpliftLine): string {
  if (line.kind === 'hourly_rate') return 'Each further hour';
  if (line.kind === 'add_on') return grid.addOns.find(({ code }) => code === line.code)?.label ?? line.code;
  const point = grid.points.find((candidate) => feeName(candidate) === upliftField(line));
  return point ? pointLabel(levelsOf(grid), point) : line.code;
}

const asked = {
  key: formKey,
  fromDate: threeFieldDate('The date the uplift starts', 'Enter the date the uplift starts'),
  reason: paragraphs('The reason', 'Enter why your prices must rise', MOST_REASON),
};

/** Asks for a percentage on every price, or for each price. */
export const newUplift = (limits: RaiseLimits) =>
  z.discriminatedUnion(
    'method',
    [
      z
        .object({ method: z.literal('percentage'), ...asked, percentage: percentage('The percentage', 1, MOST_BPS) })
        .transform(({ percentage: bps, ...typed }) => ({ ...typed, bps })),
      z
        .object({ method: z.literal('lines'), ...asked, ...(raiseFields(limits) as Record<never, never>) })
        .transform((typed, context) => {
          const prices = raisedByLine(limits, typed, context);
          if (samePrices(prices, limits.now))
            context.addIssue({ code: 'custom', path: ['method'], message: 'Raise one price or more' });
          const { method, key, fromDate, reason } = typed;
          return { method, key, fromDate, reason, prices };
        }),
    ],
    { error: 'Choose how you ask: a percentage, or line by line' },
  );
export type NewUpliftInput = z.output<ReturnType<typeof newUplift>>;

export interface NewUpliftFields {
  key?: string;
  method?: string;
  percentage?: string;
  fromDate?: ReturnType<typeof toThreeFields>;
  reason?: string;
  [price: string]: unknown;
}

const acceptedFrom = threeFieldDate('The date it starts', 'Enter the date the accepted prices start');
const partReason = paragraphs('The reason', 'Enter why it is not accepted in full: the provider is told', MOST_REASON);

/** Accepts in full, in part by a percentage or by lines, or refuses. */
export const upliftDecision = (limits: RaiseLimits) =>
  z.discriminatedUnion(
    'decision',
    [
      z.object({ decision: z.literal('full'), reason: optionalParagraphs('The reason', MOST_REASON) }),
      z
        .object({
          decision: z.literal('percentage'),
          percentage: percentage('The percentage', 0, MOST_BPS),
          acceptedFrom,
          reason: partReason,
        })
        .transform(({ percentage: bps, ...typed }) => ({ ...typed, bps })),
      z
        .object({
          decision: z.literal('lines'),
          acceptedFrom,
          reason: partReason,
          ...(raiseFields(limits) as Record<never, never>),
        })
        .transform((typed, context) => {
          const { decision, acceptedFrom, reason } = typed;
          return { decision, acceptedFrom, reason, prices: raisedByLine(limits, typed, context) };
        }),
      z.object({
        decision: z.literal('refuse'),
        reason: paragraphs('The reason', 'Enter why you refuse it: the provider is told', MOST_REASON),
      }),
    ],
    { error: 'Choose whether you accept it' },
  );
export type UpliftDecision = z.output<ReturnType<typeof upliftDecision>>;

export interface UpliftDecisionFields {
  decision?: string;
  percentage?: string;
  acceptedFrom?: ReturnType<typeof toThreeFields>;
  reason?: string;
  [price: string]: unknown;
}

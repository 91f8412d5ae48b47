import { z } from 'zod';
import type { toThreeFields } from '../../lib/dates.ts';
import { formKey, optionalParagraphs, paragraphs, threeFieldDate } from '../../lib/form-fields.ts';
import { formatPence } from '../../lib/money.ts';
import { feeName, type LotGrid, pointLabel, type WrittenPrices } from '../price-schedules/lot-grid.ts';
import { levelsOf } from '../price-schedules/price-levels.ts';
import { pointKey } from '../price-schedules/price-point.ts';
import { feeFields, percentage, writtenLines } from '../price-schedules/price-schedule-form.ts';

const MOST_BPS = 10_000;
const MOST_REASON = 2_000;

type Lines = WrittenPrices['lines'];

/** Between what a line is and what it may become, both included. */
export interface LineLimits {
  grid: LotGrid;
  now: Lines;
  /** Absent: the ceiling alone. */
  most?: Lines;
}

type Context = z.core.$RefinementCtx<unknown>;

/** The weekly fees that were typed; an empty one stays what it is. Faults stand beside their fields. */
function raisedLines({ grid, now, most }: LineLimits, typed: unknown, context: Context): Lines {
  const lines = new Map(
    writtenLines(grid, typed as Record<string, number | undefined>).map((line) => [pointKey(line), line]),
  );
  const highest = new Map(most?.map((line) => [pointKey(line), line.weeklyPence]));
  return now.map((line) => {
    const weeklyPence = lines.get(pointKey(line))?.weeklyPence ?? line.weeklyPence;
    const label = pointLabel(levelsOf(grid), line);
    const refuse = (message: string) => context.addIssue({ code: 'custom', path: [feeName(line)], message });
    if (weeklyPence < line.weeklyPence)
      refuse(`${label} must be ${formatPence(line.weeklyPence)} or more: what it is now`);
    const limit = highest.get(pointKey(line));
    if (limit !== undefined && weeklyPence > limit)
      refuse(`${label} must be ${formatPence(limit)} or less: what was asked`);
    return { ...line, weeklyPence };
  });
}

const asked = {
  key: formKey,
  fromDate: threeFieldDate('The date the uplift starts', 'Enter the date the uplift starts'),
  reason: paragraphs('The reason', 'Enter why your prices must rise', MOST_REASON),
};

/** Asks for a percentage on every price, or for each weekly fee. */
export const newUplift = (limits: LineLimits) =>
  z.discriminatedUnion(
    'method',
    [
      z
        .object({ method: z.literal('percentage'), ...asked, percentage: percentage('The percentage', 1, MOST_BPS) })
        .transform(({ percentage: bps, ...typed }) => ({ ...typed, bps })),
      z
        .object({ method: z.literal('lines'), ...asked, ...(feeFields(limits.grid) as Record<never, never>) })
        .transform((typed, context) => {
          const lines = raisedLines(limits, typed, context);
          if (lines.every(({ weeklyPence }, index) => weeklyPence === limits.now[index]?.weeklyPence))
            context.addIssue({ code: 'custom', path: ['method'], message: 'Raise one weekly fee or more' });
          const { method, key, fromDate, reason } = typed;
          return { method, key, fromDate, reason, lines };
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
  [fee: string]: unknown;
}

const acceptedFrom = threeFieldDate('The date it starts', 'Enter the date the accepted prices start');
const partReason = paragraphs('The reason', 'Enter why it is not accepted in full: the provider is told', MOST_REASON);

/** Accepts in full, in part by a percentage or by lines, or refuses. */
export const upliftDecision = (limits: LineLimits) =>
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
          ...(feeFields(limits.grid) as Record<never, never>),
        })
        .transform((typed, context) => {
          const { decision, acceptedFrom, reason } = typed;
          return { decision, acceptedFrom, reason, lines: raisedLines(limits, typed, context) };
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
  [fee: string]: unknown;
}

import { z } from 'zod';
import {
  line,
  optionalParagraphs,
  optionalPounds,
  paragraphs,
  percentToBps,
  revisionField,
  wholeNumber,
} from '../../lib/form-fields.ts';
import { penceToTyped } from '../../lib/money.ts';
import { pointKey } from '../price-schedules/price-point.ts';
import { NEED_CODES } from '../services/needs.ts';
import {
  ADJUSTMENT_KINDS,
  ANY_SIZE,
  type Band,
  gridOf,
  type ModelAdjustment,
  PRICE_MODELS,
  type PriceModelContent,
  type PricePoint,
} from './price-model.ts';

/** The lists of the form that people add rows to. */
export const PRICE_MODEL_LISTS = ['levels', 'ageBands', 'sizeBands', 'addOns', 'adjustments'] as const;

const MOST_ROWS = 12;
const HOURS_IN_A_WEEK = 168;
/** A schedule is one page: more prices than these nobody reads. */
const MOST_POINTS = 200;

const rows = <Row extends z.ZodType>(row: Row, what: string) =>
  z.array(row).max(MOST_ROWS, `Enter at most ${MOST_ROWS} ${what}`);

const ticked = z.enum(['yes'], { error: 'Tick it, or leave it' }).optional();
const need = z.enum(NEED_CODES, { error: 'Choose from the list of needs' });

const LevelRow = z.object({
  label: line('The level', 'Enter what the level is called', 60),
  needs: z.array(need).max(NEED_CODES.length).default([]),
  oneAge: ticked,
  oneSize: ticked,
});

const band = (name: string, least: number, most: number, openTo?: number) => {
  const end = wholeNumber({ name: `${name} to`, missing: `Enter the ${name.toLowerCase()} it goes to`, least, most });
  return z
    .object({
      from: wholeNumber({
        name: `${name} from`,
        missing: `Enter the ${name.toLowerCase()} it starts from`,
        least,
        most,
      }),
      to: openTo === undefined ? end : end.default(openTo),
    })
    .refine((row) => row.from <= row.to, { path: ['to'], error: 'It must go to the same number or a higher one' });
};

const AddOnRow = z.object({
  label: line('The add-on', 'Enter what the add-on is called', 60),
  unit: z.enum(['week', 'hour'], { error: 'Choose how it is charged' }),
  ceilingPence: optionalPounds('The ceiling'),
});

const AdjustmentRow = z
  .object({
    kind: z.enum(ADJUSTMENT_KINDS, { error: 'Choose what it is for' }),
    threshold: wholeNumber({ name: 'From', missing: 'Enter a number', least: 0, most: 999 }).default(0),
    leastBps: percentToBps('The least', 'Enter the least').default(0),
    mostBps: percentToBps('The most', 'Enter the most').default(10_000),
  })
  .superRefine(({ kind, threshold, leastBps, mostBps }, context) => {
    const refuse = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
    if (kind === 'sibling' && threshold < 2)
      refuse('threshold', 'Enter 2 or more: the second child is the first sibling');
    if ((kind === 'long_term' || kind === 'volume') && threshold < 1) refuse('threshold', 'Enter 1 or more');
    if (kind === 'retainer' && threshold !== 0) refuse('threshold', 'Leave it empty for a retainer');
    if (leastBps > mostBps) refuse('mostBps', 'The most must not be below the least');
  });

const priceModel = z.object({
  revision: revisionField,
  model: z.enum(PRICE_MODELS, { error: 'Choose how a place is priced' }),
  levels: rows(LevelRow, 'levels').min(1, 'Add a level of price'),
  ageBands: rows(band('Age', 0, 25), 'age bands').min(1, 'Add an age band'),
  sizeBands: rows(band('Places', 1, 99, ANY_SIZE.to), 'sizes of home'),
  addOns: rows(AddOnRow, 'add-ons'),
  adjustments: rows(AdjustmentRow, 'adjustments'),
});

/** How a lot prices a place; its ceilings are typed once its grid is known. */
export const PriceModelForm = priceModel
  .superRefine((typed, context) => {
    const refuse = (list: string, index: number, field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [list, index, field], message });
    for (const index of repeats(typed.levels.map(({ label }) => label.toLowerCase())))
      refuse('levels', index, 'label', 'Another level is called the same');
    for (const index of repeats(typed.addOns.map(({ label }) => label.toLowerCase())))
      refuse('addOns', index, 'label', 'Another add-on is called the same');
    for (const index of repeats(typed.adjustments.map(({ kind, threshold }) => `${kind} ${threshold}`)))
      refuse('adjustments', index, 'threshold', 'Another adjustment of this kind starts from the same number');
    for (const index of overlaps(typed.ageBands)) refuse('ageBands', index, 'from', 'This age band overlaps another');
    for (const index of overlaps(typed.sizeBands)) refuse('sizeBands', index, 'from', 'This size overlaps another');
    if (gridOf(toContent(typed)).length > MOST_POINTS)
      context.addIssue({
        code: 'custom',
        path: ['levels'],
        message: `Make the grid smaller: ${MOST_POINTS} prices at most`,
      });
  })
  .transform((typed) => ({ revision: typed.revision, ...toContent(typed) }));
export type PriceModelInput = z.output<typeof PriceModelForm>;
export type PriceModelFields = z.input<typeof priceModel>;

function toContent({ revision: _, levels, sizeBands, ...typed }: z.output<typeof priceModel>): PriceModelContent {
  const bySize = typed.model === 'package' && sizeBands.length > 0;
  return {
    ...typed,
    levels: levels.map(({ oneAge, oneSize, ...level }) => ({
      ...level,
      oneAge: oneAge === 'yes',
      oneSize: oneSize === 'yes',
    })),
    sizeBands: bySize ? sizeBands : [ANY_SIZE],
  };
}

/** Where a value stands that stood before. */
const repeats = (values: readonly string[]): number[] =>
  values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));

/** Which bands share a number with one above them. */
const overlaps = (bands: readonly Band[]): number[] =>
  bands.flatMap((band, index) =>
    bands.slice(0, index).some((other) => other.from <= band.to && band.from <= other.to) ? [index] : [],
  );

/** A price model as its form shows it. */
export const toPriceModelFields = (content: PriceModelContent, revision: number): PriceModelFields => ({
  revision: String(revision),
  model: content.model,
  levels: content.levels.map(({ label, needs, oneAge, oneSize }) => ({
    label,
    needs: needs as PriceModelFields['levels'][number]['needs'],
    ...(oneAge && { oneAge: 'yes' as const }),
    ...(oneSize && { oneSize: 'yes' as const }),
  })),
  ageBands: content.ageBands.map(({ from, to }) => ({ from: String(from), to: String(to) })),
  sizeBands: content.sizeBands.map(({ from, to }) => ({
    from: String(from),
    to: to < ANY_SIZE.to ? String(to) : undefined,
  })),
  addOns: content.addOns.map(({ label, unit, ceilingPence }) => ({
    ...{ label, unit },
    ...(ceilingPence !== null && { ceilingPence: penceToTyped(ceilingPence) }),
  })),
  adjustments: content.adjustments.map(({ kind, threshold, leastBps, mostBps }: ModelAdjustment) => ({
    kind,
    ...(threshold > 0 && { threshold: String(threshold) }),
    leastBps: String(leastBps / 100),
    mostBps: String(mostBps / 100),
  })),
});

interface Grid<OfPoint = object, OfAddOn = object> {
  points: readonly (PricePoint & OfPoint)[];
  addOns: readonly ({ code: string; label: string } & OfAddOn)[];
}

/**
 * What a schedule of the lot is held to: a field for each point of its grid and each add-on, and two of lots priced by hours of support; a
 * reason where the lot is published.
 */
export const ceilingsForm = ({ points, addOns }: Grid, { needsReason }: { needsReason: boolean }) =>
  z.object({
    revision: revisionField,
    reason: needsReason
      ? paragraphs('The reason', 'Enter why they change', 1_000)
      : optionalParagraphs('The reason', 1_000),
    ceilings: z
      .object(Object.fromEntries(points.map((point) => [pointKey(point), optionalPounds('The ceiling')])))
      .default(Object.fromEntries(points.map((point) => [pointKey(point), null]))),
    addOnCeilings: z
      .object(Object.fromEntries(addOns.map(({ code }) => [code, optionalPounds('The ceiling')])))
      .default(Object.fromEntries(addOns.map(({ code }) => [code, null]))),
    hourlyCeilingPence: optionalPounds('The ceiling of each further hour'),
    leastIncludedHours: wholeNumber({
      ...{ name: 'The hours', missing: 'Enter the hours', least: 1, most: HOURS_IN_A_WEEK },
    })
      .optional()
      .transform((hours) => hours ?? null),
  });
export type CeilingsFields = {
  revision: string;
  reason?: string;
  ceilings: Record<string, string>;
  addOnCeilings: Record<string, string>;
  hourlyCeilingPence: string;
  leastIncludedHours: string;
};

interface Capped {
  ceilingPence: number | null;
}

export const toCeilingsFields = (
  { points, addOns }: Grid<Capped, Capped>,
  lot: { revision: number; hourlyCeilingPence: number | null; leastIncludedHours: number | null },
): CeilingsFields => ({
  revision: String(lot.revision),
  ceilings: Object.fromEntries(points.map((point) => [pointKey(point), typedPence(point.ceilingPence)])),
  addOnCeilings: Object.fromEntries(addOns.map(({ code, ceilingPence }) => [code, typedPence(ceilingPence)])),
  hourlyCeilingPence: typedPence(lot.hourlyCeilingPence),
  leastIncludedHours: lot.leastIncludedHours === null ? '' : String(lot.leastIncludedHours),
});

const typedPence = (pence: number | null): string => (pence === null ? '' : penceToTyped(pence));

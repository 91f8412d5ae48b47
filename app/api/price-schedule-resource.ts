import { z } from 'zod';
import type { getPriceSchedule } from '../domain/price-schedules/price-schedules.server.ts';
import type { listReadableSchedules } from '../domain/price-schedules/readable-schedules.server.ts';
import { pageFields, pageFieldsOf } from './page-parameters.ts';
import { weeklyPence } from './quote-resource.ts';

const STATUSES = ['draft', 'submitted', 'approved', 'rejected', 'superseded'] as const;

const summary = {
  id: z.uuid(),
  admissionId: z.uuid().meta({ description: 'Ask /api/v1/quotes for the price of a place with it' }),
  providerName: z.string(),
  system: z.strictObject({ id: z.uuid(), title: z.string() }),
  lot: z.strictObject({ number: z.int(), title: z.string() }),
  tier: z.int(),
  status: z
    .enum(STATUSES)
    .meta({ description: 'Approved prices never change; superseded ones were approved until a later schedule began' }),
  validFrom: z.iso.date(),
  validUntil: z.iso.date().nullable().meta({ description: 'The first day without it; null where no end is known' }),
};

export const PriceScheduleSummary = z
  .strictObject(summary)
  .meta({ description: 'A price schedule without its prices' });

const EXAMPLE = {
  id: '019f0000-0000-7000-8000-000000000005',
  admissionId: '019f0000-0000-7000-8000-000000000006',
  providerName: 'Example Fostering',
  system: { id: '019f0000-0000-7000-8000-000000000007', title: 'Independent fostering framework' },
  lot: { number: 2, title: 'Enhanced' },
  tier: 1,
  status: 'approved',
  validFrom: '2026-04-01',
  validUntil: null,
};

export const PriceSchedulePage = z.strictObject({ priceSchedules: z.array(PriceScheduleSummary), ...pageFields }).meta({
  description: 'A page of price schedules, newest first within each admission',
  examples: [{ priceSchedules: [EXAMPLE], page: 1, pageSize: 50, total: 1, links: { next: null, prev: null } }],
});

const ages = { ageFrom: z.int(), ageTo: z.int().meta({ description: 'Years, both included' }) };

export const PriceSchedule = z
  .strictObject({
    ...summary,
    priceModel: z.enum(['age_band_by_need_level', 'package', 'support_hours']),
    lines: z.array(
      z.strictObject({
        level: z.string(),
        ...ages,
        occupancyFrom: z.int(),
        occupancyTo: z.int().meta({ description: 'Children that the home is registered for, both included' }),
        weeklyPence,
      }),
    ),
    includedSupportHours: z.int().nullable().meta({ description: 'Hours a week inside the core fee' }),
    extraSupportHourPence: z.int().nullable().meta({ description: 'Pence for each further hour a week' }),
    addOns: z.array(
      z.strictObject({
        code: z.string(),
        label: z.string(),
        unit: z.enum(['week', 'hour']).meta({ description: 'A sum a week, or for each hour a week' }),
        pence: z.int(),
      }),
    ),
    adjustments: z.array(
      z.strictObject({
        kind: z.enum(['sibling', 'long_term', 'volume', 'retainer']),
        threshold: z.int().meta({ description: 'From the nth child, after so many weeks, after so many placements' }),
        bps: z.int().meta({ description: 'Basis points off the core fee; of a retainer: of the weekly price' }),
      }),
    ),
  })
  .meta({
    description: 'A price schedule with its prices',
    examples: [
      {
        ...EXAMPLE,
        priceModel: 'age_band_by_need_level',
        lines: [{ level: 'standard', ageFrom: 5, ageTo: 10, occupancyFrom: 1, occupancyTo: 99, weeklyPence: 85_050 }],
        includedSupportHours: null,
        extraSupportHourPence: null,
        addOns: [],
        adjustments: [{ kind: 'sibling', threshold: 2, bps: 300 }],
      },
    ],
  });

type Found = Awaited<ReturnType<typeof getPriceSchedule>>;
type Listed = Awaited<ReturnType<typeof listReadableSchedules>>;
type Facts = Omit<Listed['schedules'][number], 'providerId'>;

/** `address` gives the address of another page. */
export function priceSchedulePageResource(
  { schedules, ...page }: Listed,
  address: (page: number) => string,
): z.output<typeof PriceSchedulePage> {
  return { priceSchedules: schedules.map(summaryOf), ...pageFieldsOf(page, address) };
}

export function priceScheduleResource(schedule: Found): z.output<typeof PriceSchedule> {
  const { model, lines, includedSupportHours, extraSupportHourPence, addOns, adjustments } = schedule.prices;
  return {
    ...summaryOf(schedule),
    priceModel: model,
    lines: lines.map(({ level, ageFrom, ageTo, occupancyFrom = 1, occupancyTo = 99, weeklyPence: pence }) => ({
      ...{ level, ageFrom, ageTo, occupancyFrom, occupancyTo },
      weeklyPence: pence,
    })),
    ...{ includedSupportHours, extraSupportHourPence },
    addOns: addOns.map(({ code, label, unit, pence }) => ({ code, label, unit, pence })),
    adjustments: adjustments.map(({ kind, threshold, bps }) => ({ kind, threshold, bps })),
  };
}

function summaryOf(schedule: Facts): z.output<typeof PriceScheduleSummary> {
  const { id, admissionId, providerName, tier, validFrom, validUntil } = schedule;
  return {
    ...{ id, admissionId, providerName, tier, validFrom, validUntil },
    system: { id: schedule.systemId, title: schedule.systemTitle },
    lot: { number: schedule.lotNumber, title: schedule.lotTitle },
    status: schedule.status as (typeof STATUSES)[number],
  };
}

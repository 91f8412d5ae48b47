import { z } from 'zod';
import type { Quote } from '../domain/price-schedules/quote.ts';
import type { AdmissionQuote, AdmissionToPrice } from '../domain/price-schedules/quotes.server.ts';

export const weeklyPence = z.int().meta({ description: 'Pence for 7 nights' });

const QuotePart = z.strictObject({ label: z.string(), weeklyPence: z.int() });
const breakdown = z
  .array(QuotePart)
  .meta({ description: 'What the weekly price is the sum of; a discount is negative' });

const period = {
  fromNight: z.int().meta({ description: 'Nights from the start of the stay' }),
  nights: z.int(),
  weeklyPence,
  carriedOn: z
    .boolean()
    .meta({ description: 'Whether no schedule in force then has a price, so that the prices before are carried on' }),
};

/** The price of a place, wherever the API tells one. */
export const quoteFields = {
  weeklyPence: weeklyPence.meta({ description: 'Pence for 7 nights at the start' }),
  breakdown,
  contributions: z.array(QuotePart).meta({ description: 'What others pay of it, negative' }),
  netWeeklyPence: z.int().meta({ description: 'The weekly price less contributions' }),
  retainerWeeklyPence: z
    .int()
    .nullable()
    .meta({ description: 'Pence a week while the place is kept and empty; null where there is no retainer' }),
  periods: z.array(z.strictObject(period)).meta({
    description: 'The stay by weekly price: fees change with schedules, with the child’s age, after so many weeks',
  }),
  weeks: z.int(),
  totalPence: z.int().meta({ description: 'Pence for that many weeks' }),
  netTotalPence: z.int().meta({ description: 'The total less contributions' }),
};

export function quoteFieldsOf(quote: Quote) {
  const { parts, contributions, netWeeklyPence, retainerWeeklyPence, weeks, totalPence, netTotalPence } = quote;
  return {
    weeklyPence: quote.weeklyPence,
    breakdown: parts,
    ...{ contributions, netWeeklyPence, retainerWeeklyPence },
    periods: quote.periods.map(({ fromNight, nights, weeklyPence: pence, carriedOn }) => ({
      ...{ fromNight, nights, carriedOn },
      weeklyPence: pence,
    })),
    ...{ weeks, totalPence, netTotalPence },
  };
}

export const PlaceQuote = z
  .strictObject({
    admission: z.strictObject({
      id: z.uuid(),
      status: z.enum(['pending', 'active', 'suspended', 'ended']),
      tier: z.int(),
    }),
    provider: z.strictObject({ id: z.uuid(), name: z.string() }),
    system: z.strictObject({ id: z.uuid(), title: z.string() }),
    lot: z.strictObject({ number: z.int(), title: z.string() }),
    from: z.iso.date().meta({ description: 'The first night' }),
    schedules: z
      .array(z.strictObject({ id: z.uuid(), validFrom: z.iso.date(), validUntil: z.iso.date().nullable() }))
      .meta({
        description: 'What the price was worked out from; empty where no schedule is in force on the first night',
      }),
    placementsInSystem: z
      .int()
      .nullable()
      .meta({ description: 'Children placed already, as a volume discount counts them; null where the lot has none' }),
    quote: z
      .strictObject(quoteFields)
      .nullable()
      .meta({ description: 'Null where there is no price for this child, the add-ons or the hours' }),
  })
  .meta({
    description: 'The price of a place with one admission for one child; nothing of it is stored',
    examples: [
      {
        admission: { id: '019f0000-0000-7000-8000-000000000006', status: 'active', tier: 1 },
        provider: { id: '019f0000-0000-7000-8000-000000000004', name: 'Example Fostering' },
        system: { id: '019f0000-0000-7000-8000-000000000007', title: 'Independent fostering framework' },
        lot: { number: 2, title: 'Enhanced' },
        from: '2027-03-03',
        schedules: [{ id: '019f0000-0000-7000-8000-000000000005', validFrom: '2026-04-01', validUntil: null }],
        placementsInSystem: null,
        quote: {
          weeklyPence: 98_000,
          breakdown: [{ label: 'Enhanced fee, age 5 to 10', weeklyPence: 98_000 }],
          contributions: [{ label: 'Health', weeklyPence: -8_000 }],
          netWeeklyPence: 90_000,
          retainerWeeklyPence: 49_000,
          periods: [{ fromNight: 0, nights: 182, weeklyPence: 98_000, carriedOn: false }],
          weeks: 26,
          totalPence: 2_548_000,
          netTotalPence: 2_340_000,
        },
      },
    ],
  });

export function placeQuoteResource(admission: AdmissionToPrice, priced: AdmissionQuote): z.output<typeof PlaceQuote> {
  const { id, tier, providerId, providerName, systemId, systemTitle, lotNumber, lotTitle } = admission;
  return {
    admission: { id, status: admission.status as 'pending' | 'active' | 'suspended' | 'ended', tier },
    provider: { id: providerId, name: providerName },
    system: { id: systemId, title: systemTitle },
    lot: { number: lotNumber, title: lotTitle },
    from: priced.startsOn,
    schedules: priced.schedules,
    placementsInSystem: priced.placementsInSystem,
    quote: priced.quote ? quoteFieldsOf(priced.quote) : null,
  };
}

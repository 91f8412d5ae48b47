import { z } from 'zod';
import type { listPurchasingSystems } from '../domain/purchasing-systems/purchasing-systems.server.ts';
import { ACCOMMODATION_SLUGS, accommodationByCode } from '../domain/services/accommodation.ts';

const organisation = z.strictObject({ id: z.uuid(), name: z.string() });
const KINDS = ['dps', 'dynamic_market', 'open_framework', 'framework', 'block'] as const;
const STATUSES = ['draft', 'published', 'open', 'closed', 'ended'] as const;
const MODELS = ['age_band_by_need_level', 'package', 'support_hours'] as const;
const OFSTED_RULES = ['none', 'not_inadequate', 'good_or_better'] as const;

export const PurchasingSystem = z
  .strictObject({
    id: z.uuid(),
    title: z.string(),
    kind: z.enum(KINDS),
    regime: z.enum(['pcr_2015', 'pa_2023']),
    status: z.enum(STATUSES).meta({ description: 'A draft is seen by the authority that leads it alone' }),
    summary: z.string(),
    howToJoin: z.string(),
    startsOn: z.iso.date(),
    endsOn: z.iso.date().meta({ description: 'The first day on which it is no longer in force' }),
    leadName: z.string().meta({ description: 'The authority that runs it' }),
    members: z.array(organisation).meta({ description: 'The authorities that may buy' }),
    lots: z.array(
      z.strictObject({
        id: z.uuid(),
        number: z.int(),
        title: z.string(),
        accommodationType: z.enum(ACCOMMODATION_SLUGS),
        tiers: z.int(),
        priceModel: z.enum(MODELS),
        ofstedRule: z.enum(OFSTED_RULES),
        noticeDays: z.int().meta({ description: 'Days of notice to end a placement; 0: none' }),
        upliftMonthDay: z
          .string()
          .nullable()
          .meta({ description: 'MM-DD: every uplift starts on that day, one a year; null: on any day' }),
      }),
    ),
  })
  .meta({ description: 'A purchasing system with its lots' });

export const PurchasingSystems = z.strictObject({ purchasingSystems: z.array(PurchasingSystem) }).meta({
  description: 'The purchasing systems that are published, by title',
  examples: [
    {
      purchasingSystems: [
        {
          id: '019f0000-0000-7000-8000-000000000007',
          title: 'Independent fostering framework',
          kind: 'framework',
          regime: 'pcr_2015',
          status: 'closed',
          summary: 'Foster homes with independent agencies',
          howToJoin: 'Closed until it is let again',
          startsOn: '2025-04-01',
          endsOn: '2029-04-01',
          leadName: 'Example Council',
          members: [{ id: '019f0000-0000-7000-8000-000000000002', name: 'Example Council' }],
          lots: [
            {
              id: '019f0000-0000-7000-8000-000000000008',
              number: 1,
              title: 'Foster placements',
              accommodationType: 'fostering',
              tiers: 2,
              priceModel: 'age_band_by_need_level',
              ofstedRule: 'not_inadequate',
              noticeDays: 28,
              upliftMonthDay: '04-01',
            },
          ],
        },
      ],
    },
  ],
});

type Listed = Awaited<ReturnType<typeof listPurchasingSystems>>[number];

export function purchasingSystemsResource(systems: readonly Listed[]): z.output<typeof PurchasingSystems> {
  return { purchasingSystems: systems.map(purchasingSystemResource) };
}

function purchasingSystemResource(system: Listed): z.output<typeof PurchasingSystem> {
  const { id, title, summary, howToJoin, startsOn, endsOn, leadName } = system;
  return {
    ...{ id, title, summary, howToJoin, startsOn, endsOn, leadName },
    kind: system.kind as (typeof KINDS)[number],
    regime: system.regime as 'pcr_2015' | 'pa_2023',
    status: system.status as (typeof STATUSES)[number],
    members: system.members.map((member) => ({ id: member.id, name: member.name })),
    lots: system.lots.map((lot) => ({
      ...{ id: lot.id, number: lot.number, title: lot.title, tiers: lot.tiers },
      ...{ noticeDays: lot.noticeDays, upliftMonthDay: lot.upliftMonthDay },
      accommodationType: accommodationByCode(lot.accommodationType).slug,
      priceModel: lot.priceModel as (typeof MODELS)[number],
      ofstedRule: lot.ofstedRule as (typeof OFSTED_RULES)[number],
    })),
  };
}

import { randomUUID } from 'node:crypto';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { aLot, aMember, anAuthority, aProvider } from '../testing.ts';
import type { WrittenPrices } from './lot-grid.ts';
import { toPriceValues } from './price-values.ts';

// What the tests of schedules and of uplifts begin with.

export const TODAY = '2026-11-22';
export const NEXT_YEAR = '2027-04-01';
export const URL = 'https://market.example';
export const NOW = { today: TODAY, publicUrl: URL };

const LEVELS = ['core', 'solo'] as const;

export const prices = (core: number, solo = core * 2): WrittenPrices => ({
  lines: [
    { level: 'core', ageFrom: 0, ageTo: 17, occupancyFrom: 1, occupancyTo: 99, weeklyPence: core },
    { level: 'solo', ageFrom: 0, ageTo: 17, occupancyFrom: 1, occupancyTo: 99, weeklyPence: solo },
  ],
  addOns: [{ code: 'education', pence: 100_001 }],
  adjustments: [{ kind: 'volume', threshold: 5, bps: 200 }],
  includedSupportHours: null,
  extraSupportHourPence: null,
});

export interface Market {
  lotId: string;
  admissionId: string;
  providerId: string;
  /** Of the provider. */
  bids: Actor;
  manager: Actor;
  rival: Actor;
  /** Of the authority that leads, of a member, and of one outside. */
  lead: Actor;
  leadBroker: Actor;
  member: Actor;
  outsider: Actor;
}

/** A lot with a grid of two prices, the dearest 900,000 pence, one add-on and one adjustment; a provider in it, and people all around. */
export async function aPricedLot(db: Db, { pending = false } = {}): Promise<Market> {
  const lead = await anAuthority(db);
  const member = await anAuthority(db);
  const outsider = await anAuthority(db);
  const providerId = await aProvider(db);
  const lotId = await aLot(db, { authorities: [lead, member] });
  await db
    .insertInto('lotLevels')
    .values(
      LEVELS.map((code, index) => ({ lotId, code, label: code, position: index + 1, needs: index ? ['solo'] : [] })),
    )
    .execute();
  await db
    .insertInto('lotPricePoints')
    .values(LEVELS.map((level) => ({ lotId, level, ageFrom: 0, ageTo: 17, ceilingPence: 900_000 })))
    .execute();
  await db
    .insertInto('lotAddOns')
    .values({ lotId, code: 'education', label: 'Education', unit: 'week', position: 1, ceilingPence: 200_000 })
    .execute();
  await db
    .insertInto('lotAdjustments')
    .values({ lotId, kind: 'volume', threshold: 5, leastBps: 100, mostBps: 300 })
    .execute();
  const { id: admissionId } = await db
    .insertInto('admissions')
    .values({
      lotId,
      providerId,
      ...(pending ? { status: 'pending' } : { status: 'active', admittedOn: '2026-04-01' }),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const rivalId = await aProvider(db);
  await db
    .insertInto('admissions')
    .values({ lotId, providerId: rivalId, status: 'active', admittedOn: '2026-04-01' })
    .execute();
  return {
    ...{ lotId, admissionId, providerId },
    bids: await aMember(db, providerId, 'provider', 'bids'),
    manager: await aMember(db, providerId, 'provider', 'manager'),
    rival: await aMember(db, rivalId, 'provider', 'bids'),
    lead: await aMember(db, lead, 'authority', 'commissioner'),
    leadBroker: await aMember(db, lead, 'authority', 'broker'),
    member: await aMember(db, member, 'authority', 'commissioner'),
    outsider: await aMember(db, outsider, 'authority', 'commissioner'),
  };
}

interface ScheduleIs {
  status?: string;
  from?: string;
  until?: string | null;
  of?: WrittenPrices;
}

/** A schedule of the provider, as it stands. */
export async function aSchedule(
  db: Db,
  { admissionId, providerId }: Pick<Market, 'admissionId' | 'providerId'>,
  { status = 'draft', from = NEXT_YEAR, until = null, of = prices(400_000) }: ScheduleIs = {},
): Promise<string> {
  const approved = status === 'approved' || status === 'superseded';
  const { id } = await db
    .insertInto('priceSchedules')
    .values({
      ...{ admissionId, providerId, status, validFrom: from, validUntil: until },
      ...{ includedSupportHours: of.includedSupportHours, extraSupportHourPence: of.extraSupportHourPence },
      approvedAt: approved ? '2026-04-01T09:00:00Z' : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const at = { scheduleId: id, providerId };
  await db
    .insertInto('priceLines')
    .values(of.lines.map((line) => ({ ...line, ...at })))
    .execute();
  await db
    .insertInto('priceAddOns')
    .values(of.addOns.map((addOn) => ({ ...addOn, ...at })))
    .execute();
  await db
    .insertInto('priceAdjustments')
    .values(of.adjustments.map((given) => ({ ...given, ...at })))
    .execute();
  return id;
}

export const aKey = () => randomUUID();

/** The editor's form, filled in. */
export const typedForm = (of: WrittenPrices, from = NEXT_YEAR, revision = 1) => {
  const [year = '', month = '', day = ''] = from.split('-');
  const form = new FormData();
  const fields = { ...toPriceValues(of), revision: String(revision), reason: 'Pay' };
  for (const [name, value] of Object.entries({
    ...fields,
    'validFrom.day': day,
    'validFrom.month': month,
    'validFrom.year': year,
  }))
    form.set(name, value);
  return form;
};

export const statusOf = async (db: Db, id: string) =>
  (await db
    .selectFrom('priceSchedules')
    .select(['status', 'validFrom', 'validUntil'])
    .where('id', '=', id)
    .executeTakeFirst()) ?? null;

/** What came of a command: done, or the code it was refused with. */
export const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );

/** What came of commands at once, whoever came first. */
export const codes = (results: PromiseSettledResult<unknown>[]) =>
  results
    .map((result) =>
      result.status === 'fulfilled' ? 'done' : ((result.reason as { code?: string }).code ?? String(result.reason)),
    )
    .toSorted();

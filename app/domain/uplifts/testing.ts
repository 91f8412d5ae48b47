import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { aKey, aPricedLot, aSchedule, type Market, NEXT_YEAR, NOW } from '../price-schedules/schedules-testing.ts';
import { underRowSecurity } from '../testing.ts';
import { decideUplift } from './uplift-decisions.server.ts';
import type { NewUpliftInput, UpliftDecision } from './uplift-form.ts';
import { askForUplift } from './uplift-requests.server.ts';

// What the tests of uplifts begin with.

export const byPercentage = (bps = 500, fromDate = NEXT_YEAR): NewUpliftInput => ({
  ...{ method: 'percentage', key: aKey(), fromDate, reason: 'Pay rises', bps },
});

export const ask = (db: Db, { bids, admissionId }: Market, asked = byPercentage()) =>
  underRowSecurity(db, bids, (as) => askForUplift(as, bids, { admissionId, asked, ...NOW }));

export const decide = (db: Db, actor: Actor, id: string, decision: UpliftDecision) =>
  underRowSecurity(db, actor, (as) => decideUplift(as, actor, { id, decision, ...NOW }));

/** A lot with prices in force since April: core 400,000 pence, solo 800,000. */
export async function given(db: Db) {
  const market = await aPricedLot(db);
  const scheduleId = await aSchedule(db, market, { status: 'approved', from: '2026-04-01' });
  return { ...market, scheduleId };
}

export const FULL: UpliftDecision = { decision: 'full', reason: '' };
export const PART = {
  decision: 'percentage',
  bps: 200,
  acceptedFrom: '2027-06-01',
  reason: 'Two is what we have',
} satisfies UpliftDecision;
export const REFUSE: UpliftDecision = { decision: 'refuse', reason: 'No money' };

interface PlacementIs {
  lotId?: string;
  providerId?: string;
  age?: number;
  startedOn?: string;
  endedOn?: string | null;
}

/** A child whom the authority has placed with the provider under the lot; 9 years old at the start, in May 2026, of enhanced need. */
export async function aPlacement(db: Db, market: Market, { organisationId }: Actor, of: PlacementIs = {}) {
  const { age = 9, startedOn = '2026-05-01', endedOn = null } = of;
  const { lotId = market.lotId, providerId = market.providerId } = of;
  await db
    .insertInto('placements')
    .values({
      ...{ authorityId: organisationId, providerId, lotId, route: 'framework', reference: aKey() },
      ...{ accommodationType: 2, ageAtStart: age, needLevel: 'enhanced', startedOn, endedOn },
    })
    .execute();
}

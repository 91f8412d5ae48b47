import { randomUUID } from 'node:crypto';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { aMember, anAuthority, aProvider } from '../testing.ts';
import { createLot } from './lot-commands.server.ts';
import type { EditedLotInput } from './lot-form.ts';
import { usualPriceModel } from './price-model.ts';
import { savePriceModel } from './price-models.server.ts';
import type { NewSystemInput } from './purchasing-system-form.ts';
import { createSystem } from './system-commands.server.ts';

// Builders for the tests of setting a purchasing system up.

export const TODAY = '2026-11-22';

export const PUBLIC_URL = 'https://market.example';

export const A_SYSTEM: Omit<NewSystemInput, 'key'> = {
  title: 'Homes for children',
  kind: 'dps',
  regime: 'pcr_2015',
  summary: 'Homes',
  howToJoin: 'Apply here',
  startsOn: '2027-04-01',
  endsOn: '2030-04-01',
  extendableUntil: '2032-04-01',
  reviewStartsOn: null,
  takesApplications: 'always',
  evaluationDays: 10,
  extendedEvaluationDays: 15,
  clarificationDays: 5,
  notifyWithinHours: 24,
};

export const A_LOT: Omit<EditedLotInput, 'revision'> = {
  number: 1,
  title: 'Homes',
  description: '',
  accommodationType: 'home',
  tiers: 1,
  ofstedRule: 'not_inadequate',
  ageBasis: 'at_start',
  priceBasis: 'in_stay',
  noticeDays: 28,
  upliftMonthDay: null,
};

/** Who may be about: the lead's commissioner and broker, another authority's commissioner, a provider's bid manager. */
export async function people(db: Db) {
  const [leadId, otherId] = [await anAuthority(db), await anAuthority(db)];
  return {
    lead: await aMember(db, leadId, 'authority', 'commissioner'),
    broker: await aMember(db, leadId, 'authority', 'broker'),
    other: await aMember(db, otherId, 'authority', 'commissioner'),
    otherBroker: await aMember(db, otherId, 'authority', 'broker'),
    provider: await aMember(db, await aProvider(db), 'provider', 'bids'),
  };
}

export async function aDraft(db: Db, lead: Actor, changes: Partial<NewSystemInput> = {}): Promise<string> {
  return (await createSystem(db, lead, { ...A_SYSTEM, key: randomUUID(), ...changes })).id;
}

/** A draft with one lot of homes, priced as usual. */
export async function aPricedDraft(db: Db, lead: Actor, changes: Partial<NewSystemInput> = {}) {
  const systemId = await aDraft(db, lead, changes);
  const { id: lotId } = await createLot(db, lead, { ...A_LOT, systemId, key: randomUUID() });
  await savePriceModel(db, lead, { systemId, lotId, revision: 1, ...usualPriceModel('package', 'home') });
  return { systemId, lotId };
}

export async function revisionOf(db: Db, id: string, table: 'purchasingSystems' | 'lots' = 'purchasingSystems') {
  return (await db.selectFrom(table).select('revision').where('id', '=', id).executeTakeFirstOrThrow()).revision;
}

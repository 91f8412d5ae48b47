import type { Db } from '#db/client.ts';
import type { Actor, OrganisationKind, Role } from '../accounts/actor.ts';
import type { RouteOfPurchase } from './routes-of-purchase.ts';

// Builders for this folder's tests: what a case says is what it is about, the rest is made up.

let made = 0;
const next = () => String(++made).padStart(4, '0');

export async function anAuthority(db: Db): Promise<string> {
  const onsCode = `E0600${next()}`;
  await db
    .insertInto('localAuthorityAreas')
    .values({ onsCode, name: `Area ${onsCode}` })
    .execute();
  return anOrganisation(db, 'authority', onsCode);
}

export function anActor(organisationId: string, role: Role, organisationKind: OrganisationKind = 'authority'): Actor {
  const userId = '019f0000-0000-7000-8000-000000000001';
  return {
    userId,
    name: 'Ana',
    email: 'ana@example.org',
    organisationId,
    organisationName: 'Any',
    organisationKind,
    roles: [role],
  };
}

async function anOrganisation(db: Db, kind: OrganisationKind, onsCode: string | null): Promise<string> {
  const name = `${kind} ${next()}`;
  const { id } = await db
    .insertInto('organisations')
    .values({ kind, slug: name.replace(' ', '-'), name, onsCode })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function aLot(db: Db, authorityId: string, accommodationType: number): Promise<string> {
  const { id: systemId } = await db
    .insertInto('purchasingSystems')
    .values({
      leadAuthorityId: authorityId,
      slug: `system-${next()}`,
      kind: 'framework',
      regime: 'pcr_2015',
      title: 'Framework',
      summary: '',
      status: 'open',
      startsOn: '2020-04-01',
      endsOn: '2030-04-01',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id } = await db
    .insertInto('lots')
    .values({ systemId, number: 1, title: 'Lot', accommodationType, priceModel: 'package' })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

interface Stay {
  route: RouteOfPurchase;
  accommodationType?: number;
  from: string;
  until?: string;
  /** Pence for 7 nights, each from its day until the next one's; the first from the start of the stay. */
  fees: [weeklyPence: number, from?: string][];
}

export async function aPlacement(db: Db, authorityId: string, stay: Stay): Promise<void> {
  const { route, accommodationType = 1, from, until = null, fees } = stay;
  const { id } = await db
    .insertInto('placements')
    .values({
      authorityId,
      reference: `P${next()}`,
      accommodationType,
      route,
      providerId: route === 'in_house' ? null : await anOrganisation(db, 'provider', null),
      lotId: route === 'framework' ? await aLot(db, authorityId, accommodationType) : null,
      spotReason: route === 'spot' ? 'same_day' : null,
      ageAtStart: 9,
      needLevel: 'standard',
      startedOn: from,
      endedOn: until,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const [index, [weeklyPence, feeFrom = from]] of fees.entries()) {
    await db
      .insertInto('placementFees')
      .values({
        authorityId,
        placementId: id,
        startsOn: feeFrom,
        endsOn: fees[index + 1]?.[1] ?? until,
        corePence: weeklyPence,
      })
      .execute();
  }
}

interface Quantity {
  route: RouteOfPurchase;
  accommodationType?: number;
  from: string;
  until: string;
  weeks: number;
  unitCostPence: number;
}

const stored = (authorityId: string, { accommodationType = 1, from, until, ...quantity }: Quantity) => ({
  ...quantity,
  authorityId,
  accommodationType,
  startsOn: from,
  endsOn: until,
  source: 'KCC-2012',
});

export async function aBudget(db: Db, authorityId: string, quantity: Quantity): Promise<void> {
  await db.insertInto('budgets').values(stored(authorityId, quantity)).execute();
}

export async function aReport(
  db: Db,
  authorityId: string,
  { basis, ...quantity }: Quantity & { basis: 'actual' | 'forecast' },
): Promise<void> {
  await db
    .insertInto('reportedActivity')
    .values({ ...stored(authorityId, quantity), basis })
    .execute();
}

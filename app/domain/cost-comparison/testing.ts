import type { Db } from '#db/client.ts';
import { aLot, aProvider } from '../testing.ts';
import type { RouteOfPurchase } from './routes-of-purchase.ts';

// Builders of placements and budgets, beside those that every folder's tests share.

let made = 0;

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
      reference: `P${++made}`,
      accommodationType,
      route,
      providerId: route === 'in_house' ? null : await aProvider(db),
      lotId: route === 'framework' ? await aLot(db, { accommodationType, authorities: [authorityId] }) : null,
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

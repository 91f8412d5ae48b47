import { sql, type Updateable } from 'kysely';
import type { Db } from '#db/client.ts';
import type { DB } from '#db/schema.ts';
import type { Actor } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import { getSystemToRun, lockSystem, type PurchasingSystem } from './purchasing-systems.server.ts';
import { freezesConditions, isPublished } from './system-status.ts';

export interface LotKey {
  systemId: string;
  lotId: string;
}

const lotNotFound = () => new DomainError('not-found', 'Lot not found');

const selectLot = (db: Db, { systemId, lotId }: LotKey) =>
  db
    .selectFrom('lots')
    .select([
      'id',
      'number',
      'title',
      'description',
      'accommodationType',
      'tiers',
      'priceModel',
      'ofstedRule',
      'ageBasis',
      'priceBasis',
      'noticeDays',
      'hourlyCeilingPence',
      'leastIncludedHours',
      'upliftMonthDay',
      'revision',
    ])
    .where('id', '=', lotId)
    .where('systemId', '=', systemId);

export type Lot = Awaited<ReturnType<typeof getLotToRun>>['lot'];

/** A lot of a system that the actor runs. */
export async function getLotToRun(db: Db, actor: Actor, key: LotKey) {
  const system = await getSystemToRun(db, actor, key.systemId);
  const lot = await selectLot(db, key).executeTakeFirstOrThrow(lotNotFound);
  return { system, lot };
}

/** The lot with its system, held until the transaction ends. Refused where somebody has changed the lot since, or the system has ended. */
export async function lockLot(
  db: Db,
  actor: Actor,
  { revision, ...key }: LotKey & { revision: number },
): Promise<{ system: PurchasingSystem; lot: Lot }> {
  const system = await lockSystem(db, actor, { systemId: key.systemId });
  const lot = await selectLot(db, key).forUpdate().executeTakeFirstOrThrow(lotNotFound);
  if (system.status === 'ended')
    throw new DomainError('conflict', 'This purchasing system has ended: it stays as it is');
  if (lot.revision !== revision)
    throw new DomainError('conflict', 'Somebody has changed this lot since you opened the page');
  return { system, lot };
}

/** Writes to a lot: forms that were filled before are refused then. */
export async function updateLot(
  db: Db,
  lot: Pick<Lot, 'id' | 'revision'>,
  columns: Updateable<DB['lots']> = {},
): Promise<void> {
  await db
    .updateTable('lots')
    .set({ ...columns, revision: lot.revision + 1, updatedAt: sql<Date>`clock_timestamp()` })
    .where('id', '=', lot.id)
    .execute();
}

/**
 * Whether the lot's Ofsted rule may change: of a draft at will; of a dynamic market never again (Procurement Act 2023, s 36); of any other
 * until a provider is admitted under it.
 */
export async function isRuleFree(db: Db, system: { kind: string; status: string }, lotId: string): Promise<boolean> {
  if (!isPublished(system)) return true;
  if (freezesConditions(system)) return false;
  const admission = await db
    .selectFrom('admissions')
    .select('id')
    .where('lotId', '=', lotId)
    .where('admittedOn', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return admission === undefined;
}

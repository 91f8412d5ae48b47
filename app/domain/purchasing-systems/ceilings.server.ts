import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { PROVIDER_READERS } from '../admissions/admission-decisions.server.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { queueEmailToMembers } from '../mail/mail.server.ts';
import { pointKey } from '../price-schedules/price-point.ts';
import { ceilingsEmail } from './ceilings-email.ts';
import { getLotToRun, type Lot, type LotKey, lockLot, updateLot } from './lots.server.ts';
import { listPricePoints, type PricedPoint } from './price-models.server.ts';
import type { PurchasingSystem } from './purchasing-systems.server.ts';
import { isPublished } from './system-status.ts';

/** The lot's grid, for the form of its ceilings: refused where there is none yet. */
export async function getGridToCap(
  db: Db,
  actor: Actor,
  key: LotKey,
): Promise<{ system: PurchasingSystem; lot: Lot; points: PricedPoint[] }> {
  const { system, lot } = await getLotToRun(db, actor, key);
  const points = await listPricePoints(db, [lot.id]);
  if (points.length === 0) throw new DomainError('conflict', 'Say how the lot is priced first');
  return { system, lot, points };
}

interface Ceilings {
  /** By `pointKey`, pence for 7 nights; null: no ceiling. */
  ceilings: Record<string, number | null>;
  /** Of lots priced by hours of support alone. */
  hourlyCeilingPence: number | null;
  leastIncludedHours: number | null;
}

interface CeilingsInput extends LotKey, Ceilings {
  revision: number;
  /** Why they change; of a draft none is needed. */
  reason?: string | undefined;
  /** The portal's address, for links in letters. */
  publicUrl: string;
}

/**
 * Sets the most that a schedule may ask for each point of the grid and each further hour, and the fewest hours that the fee includes.
 * Approved prices stay; schedules and uplifts that are decided after it are held to it. Of a published lot a change has a reason, and who is
 * admitted to the lot or applies for it is told. Returns to how many providers; undefined where nothing changed.
 */
export async function saveCeilings(db: Db, actor: Actor, input: CeilingsInput): Promise<number | undefined> {
  const { systemId, lotId, revision, reason, publicUrl } = input;
  const { system, lot } = await lockLot(db, actor, { systemId, lotId, revision });
  const points = await listPricePoints(db, [lotId]);
  const before = ceilingsOf(points, lot);
  const after = {
    ceilings: Object.fromEntries(points.map((point) => [pointKey(point), input.ceilings[pointKey(point)] ?? null])),
    ...hoursBounds(lot.priceModel === 'support_hours' ? input : lot),
  };
  if (isPublished(system)) {
    if (JSON.stringify(before) === JSON.stringify(after)) return undefined;
    if (!reason) throw new DomainError('conflict', 'The lot is published: its ceilings change with a reason alone');
  }
  await writeCeilings(db, lot, points, after);
  await recordAudit(db, actor, {
    event: 'lot.ceilings_saved',
    subjectId: lotId,
    ...(reason && { reason }),
    before: { ...before, revision },
    after: { ...after, revision: revision + 1 },
  });
  if (!isPublished(system)) return 0;
  const address = new URL(`/purchasing-systems/${systemId}`, publicUrl).href;
  const about = { leadName: system.leadName, systemTitle: system.title, lot, address, reason: reason ?? '' };
  return tellProviders(db, lotId, ceilingsEmail(about, points, before, after));
}

const ceilingsOf = (points: readonly PricedPoint[], lot: Lot): Ceilings => ({
  ceilings: Object.fromEntries(points.map((point) => [pointKey(point), point.ceilingPence])),
  ...hoursBounds(lot),
});

const hoursBounds = ({
  hourlyCeilingPence,
  leastIncludedHours,
}: Pick<Ceilings, 'hourlyCeilingPence' | 'leastIncludedHours'>) => ({ hourlyCeilingPence, leastIncludedHours });

async function writeCeilings(db: Db, lot: Lot, points: readonly PricedPoint[], { ceilings, ...ofHours }: Ceilings) {
  for (const point of points) {
    const ceilingPence = ceilings[pointKey(point)] ?? null;
    if (ceilingPence === point.ceilingPence) continue;
    await db
      .updateTable('lotPricePoints')
      .set({ ceilingPence })
      .where('lotId', '=', lot.id)
      .where('level', '=', point.level)
      .where('ageFrom', '=', point.ageFrom)
      .where('occupancyFrom', '=', point.occupancyFrom)
      .execute();
  }
  await updateLot(db, lot, ofHours);
}

const MOST_PROVIDERS = 5_000;

/** Whoever is admitted to the lot or waits to be. Whose application is a draft, the authority that leads does not know. */
async function tellProviders(db: Db, lotId: string, letter: { subject: string; text: string }): Promise<number> {
  const concerned = await db
    .selectFrom('admissions')
    .select('providerId')
    .where('lotId', '=', lotId)
    .where('status', 'in', ['pending', 'active', 'suspended'])
    .union((eb) =>
      eb
        .selectFrom('lotApplications')
        .select('providerId')
        .where('lotId', '=', lotId)
        .where('status', '=', 'submitted'),
    )
    .orderBy('providerId')
    .limit(MOST_PROVIDERS)
    .execute();
  for (const { providerId } of concerned)
    await queueEmailToMembers(db, { organisationId: providerId, roles: PROVIDER_READERS }, letter);
  return concerned.length;
}

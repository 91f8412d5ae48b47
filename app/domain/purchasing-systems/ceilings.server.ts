import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { PROVIDER_READERS } from '../admissions/admission-decisions.server.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { queueEmailToMembers } from '../mail/mail.server.ts';
import { pointKey } from '../price-schedules/price-point.ts';
import { ceilingsEmail } from './ceilings-email.ts';
import { getLotToRun, type Lot, type LotKey, lockLot, updateLot } from './lots.server.ts';
import { listAddOns, listPricePoints, type PricedAddOn, type PricedPoint } from './price-models.server.ts';
import type { PurchasingSystem } from './purchasing-systems.server.ts';
import { isPublished } from './system-status.ts';

/** The lot's grid, for the form of its ceilings: refused where there is none yet. */
export async function getGridToCap(
  db: Db,
  actor: Actor,
  key: LotKey,
): Promise<Grid & { system: PurchasingSystem; lot: Lot }> {
  const { system, lot } = await getLotToRun(db, actor, key);
  const grid = await readGrid(db, lot.id);
  if (grid.points.length === 0) throw new DomainError('conflict', 'Say how the lot is priced first');
  return { system, lot, ...grid };
}

interface Grid {
  points: PricedPoint[];
  addOns: PricedAddOn[];
}

const readGrid = async (db: Db, lotId: string): Promise<Grid> => ({
  points: await listPricePoints(db, [lotId]),
  addOns: await listAddOns(db, [lotId]),
});

interface Ceilings {
  /** By `pointKey`, pence for 7 nights; null: no ceiling. */
  ceilings: Record<string, number | null>;
  /** By code, pence a week or an hour; null: no ceiling. */
  addOnCeilings: Record<string, number | null>;
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
 * Sets the most that a schedule may ask for each point of the grid, each add-on and each further hour, and the fewest hours that the fee includes.
 * Approved prices stay; schedules and uplifts that are decided after it are held to it. Of a published lot a change has a reason, and who is
 * admitted to the lot or applies for it is told. Returns to how many providers; undefined where nothing changed.
 */
export async function saveCeilings(db: Db, actor: Actor, input: CeilingsInput): Promise<number | undefined> {
  const { systemId, lotId, revision, reason, publicUrl } = input;
  const { system, lot } = await lockLot(db, actor, { systemId, lotId, revision });
  const grid = await readGrid(db, lotId);
  const before = ceilingsOf(grid, lot);
  const typed = (of: Record<string, number | null>, names: string[]) =>
    Object.fromEntries(names.map((name) => [name, of[name] ?? null]));
  const after = {
    ceilings: typed(input.ceilings, Object.keys(before.ceilings)),
    addOnCeilings: typed(input.addOnCeilings, Object.keys(before.addOnCeilings)),
    ...hoursBounds(lot.priceModel === 'support_hours' ? input : lot),
  };
  if (isPublished(system)) {
    if (JSON.stringify(before) === JSON.stringify(after)) return undefined;
    if (!reason) throw new DomainError('conflict', 'The lot is published: its ceilings change with a reason alone');
  }
  await writeCeilings(db, lot, grid, after);
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
  return tellProviders(db, lotId, ceilingsEmail(about, grid, before, after));
}

const ceilingsOf = ({ points, addOns }: Grid, lot: Lot): Ceilings => ({
  ceilings: Object.fromEntries(points.map((point) => [pointKey(point), point.ceilingPence])),
  addOnCeilings: Object.fromEntries(addOns.map(({ code, ceilingPence }) => [code, ceilingPence])),
  ...hoursBounds(lot),
});

const hoursBounds = ({
  hourlyCeilingPence,
  leastIncludedHours,
}: Pick<Ceilings, 'hourlyCeilingPence' | 'leastIncludedHours'>) => ({ hourlyCeilingPence, leastIncludedHours });

async function writeCeilings(db: Db, lot: Lot, grid: Grid, { ceilings, addOnCeilings, ...ofHours }: Ceilings) {
  for (const point of grid.points) {
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
  for (const { code, ...addOn } of grid.addOns) {
    const ceilingPence = addOnCeilings[code] ?? null;
    if (ceilingPence === addOn.ceilingPence) continue;
    await db
      .updateTable('lotAddOns')
      .set({ ceilingPence })
      .where('lotId', '=', lot.id)
      .where('code', '=', code)
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

import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { type Actor, isFrom } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import { writtenOf } from '../price-schedules/lot-grid.ts';
import { getLotGrid } from '../price-schedules/lot-grids.server.ts';
import { canListSchedules } from '../price-schedules/price-schedule-policy.ts';
import { pricesOfSchedule } from '../price-schedules/schedule-prices.server.ts';
import { gridOfLines, pricesByLine, raisedPrices, type UpliftLine } from './uplift.ts';
import type { PlacedChildren } from './uplift-effect.ts';

const MOST_UPLIFTS = 200;

/** A provider knows of what it asked; the authority that leads of what it is asked. Nobody else knows of any. */
const selectUplifts = (db: Db, actor: Actor) =>
  db
    .selectFrom('upliftRequests')
    .innerJoin('admissions', 'admissions.id', 'upliftRequests.admissionId')
    .innerJoin('lots', 'lots.id', 'admissions.lotId')
    .innerJoin('purchasingSystems', 'purchasingSystems.id', 'lots.systemId')
    .innerJoin('organisations as providers', 'providers.id', 'upliftRequests.providerId')
    .innerJoin('organisations as leads', 'leads.id', 'purchasingSystems.leadAuthorityId')
    .select([
      'upliftRequests.id',
      'upliftRequests.admissionId',
      'upliftRequests.providerId',
      'upliftRequests.scheduleId',
      'upliftRequests.fromDate',
      'upliftRequests.method',
      'upliftRequests.askedBps',
      'upliftRequests.reason',
      'upliftRequests.status',
      'upliftRequests.submittedAt',
      'upliftRequests.decidedAt',
      'upliftRequests.acceptedBps',
      'upliftRequests.acceptedFrom',
      'upliftRequests.decisionReason',
      'upliftRequests.acceptedScheduleId',
      'lots.id as lotId',
      'lots.upliftMonthDay',
      'lots.number as lotNumber',
      'lots.title as lotTitle',
      'purchasingSystems.title as systemTitle',
      'purchasingSystems.leadAuthorityId',
      'providers.name as providerName',
      'leads.name as leadName',
    ])
    .where(
      isFrom(actor, 'authority') ? 'purchasingSystems.leadAuthorityId' : 'upliftRequests.providerId',
      '=',
      actor.organisationId,
    );

/** Refuses those who neither hold prices nor decide on them. */
export function requireUpliftReader(actor: Actor): void {
  if (!canListSchedules(actor)) throw new DomainError('forbidden', 'Your role does not see uplifts');
}

/** Those that wait first, then the newest. */
export function listUplifts(db: Db, actor: Actor) {
  requireUpliftReader(actor);
  return selectUplifts(db, actor)
    .orderBy(sql`(uplift_requests.status = 'submitted')`, 'desc')
    .orderBy('upliftRequests.submittedAt', 'desc')
    .orderBy('upliftRequests.id')
    .limit(MOST_UPLIFTS)
    .execute();
}

/** How many wait for the actor's decision. */
export async function countUpliftsToDecide(db: Db, actor: Actor): Promise<number> {
  const { waiting } = await db
    .selectFrom('upliftRequests')
    .innerJoin('admissions', 'admissions.id', 'upliftRequests.admissionId')
    .innerJoin('lots', 'lots.id', 'admissions.lotId')
    .innerJoin('purchasingSystems', 'purchasingSystems.id', 'lots.systemId')
    .select((eb) => eb.fn.countAll<number>().as('waiting'))
    .where('purchasingSystems.leadAuthorityId', '=', actor.organisationId)
    .where('upliftRequests.status', '=', 'submitted')
    .executeTakeFirstOrThrow();
  return waiting;
}

/** One request, with the prices that it would raise and those it asks for. */
export async function getUplift(db: Db, actor: Actor, id: string) {
  requireUpliftReader(actor);
  const uplift = await selectUplifts(db, actor).where('upliftRequests.id', '=', id).executeTakeFirst();
  if (!uplift) throw new DomainError('not-found', 'Uplift not found');
  const lines = await db
    .selectFrom('upliftLines')
    .select(['kind', 'code', 'ageFrom', 'occupancyFrom', 'askedPence as pence'])
    .where('requestId', '=', id)
    .orderBy('kind')
    .orderBy('code')
    .orderBy('ageFrom')
    .orderBy('occupancyFrom')
    .execute();
  const schedule = await pricesOfSchedule(db, uplift.scheduleId);
  const now = writtenOf(schedule);
  return {
    ...uplift,
    schedule,
    now,
    asked: pricesByLine(uplift.askedBps === null ? now : raisedPrices(now, uplift.askedBps), lines as UpliftLine[]),
    grid: gridOfLines(await getLotGrid(db, uplift.lotId), now.lines),
  };
}

export type Uplift = Awaited<ReturnType<typeof getUplift>>;

/** Children living, on a day, in places bought under an admission: for the authority that leads alone, anybody else gets none. */
export async function listPlacedChildren(db: Db, admissionId: string, on: string): Promise<PlacedChildren[]> {
  const { rows } = await sql<PlacedChildren>`
    select own, age, need_level as "needLevel", started_on as "startedOn", ended_on as "endedOn", placements
    from placements_under_admission(${admissionId}::uuid, ${on}::date)
    order by own desc, age, need_level, started_on, ended_on
  `.execute(db);
  return rows;
}

import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { createOnce } from '../accounts/form-submissions.server.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { canBid } from '../purchasing-systems/purchasing-system-policy.ts';
import { addOnName, feeName, HOURLY_RATE, type LotGrid, pricesWithin, writtenOf } from './lot-grid.ts';
import { getLotGrid } from './lot-grids.server.ts';
import type { EditedSchedule } from './price-schedule-form.ts';
import { canWriteSchedule } from './price-schedule-policy.ts';
import { getPriceSchedule } from './price-schedules.server.ts';
import type { SchedulePrices } from './quote.ts';
import { pricesOfSchedule } from './schedule-prices.server.ts';
import { insertPrices, replacePrices } from './written-prices.server.ts';

/** What may be drawn up anew after a rejection as well. */
const EDITABLE = ['draft', 'rejected'];

/** The admissions that the actor may set prices for, in the order people look for them. */
export function listPricedAdmissions(db: Db, actor: Actor) {
  requirePriceSetter(actor);
  return selectAdmissions(db, actor).where('admissions.status', 'in', ['pending', 'active']).execute();
}

/** An own admission, which a schedule may be begun for. */
export async function getPricedAdmission(db: Db, actor: Actor, admissionId: string) {
  requirePriceSetter(actor);
  const admission = await selectAdmissions(db, actor).where('admissions.id', '=', admissionId).executeTakeFirst();
  if (!admission) throw new DomainError('not-found', 'Admission not found');
  if (admission.status !== 'pending' && admission.status !== 'active') {
    throw new DomainError('conflict', 'Your place in this lot is suspended or has ended: no prices can be set for it');
  }
  return admission;
}

/** Refuses everyone but those who set prices for a provider. */
export function requirePriceSetter(actor: Actor): void {
  if (!canBid(actor))
    throw new DomainError('forbidden', 'Only bid managers and administrators of a provider set prices');
}

const selectAdmissions = (db: Db, actor: Actor) =>
  db
    .selectFrom('admissions')
    .innerJoin('lots', 'lots.id', 'admissions.lotId')
    .innerJoin('purchasingSystems', 'purchasingSystems.id', 'lots.systemId')
    .select([
      'admissions.id',
      'admissions.status',
      'admissions.admittedOn',
      'lots.id as lotId',
      'lots.upliftMonthDay',
      'lots.number as lotNumber',
      'lots.title as lotTitle',
      'purchasingSystems.title as systemTitle',
    ])
    .where('admissions.providerId', '=', actor.organisationId)
    .orderBy('purchasingSystems.title')
    .orderBy('lots.number')
    .orderBy('admissions.id')
    .limit(200);

/** Begins a draft with the prices of the latest schedule that was approved, where they fit the lot's grid. The same form makes one draft. */
export async function beginSchedule(
  db: Db,
  actor: Actor,
  input: { key: string; admissionId: string; validFrom: string },
): Promise<{ id: string }> {
  const admission = await getPricedAdmission(db, actor, input.admissionId);
  const { key, ...payload } = input;
  const id = await createOnce(db, actor, { key, payload }, async () => {
    const schedule = await db
      .insertInto('priceSchedules')
      .values({
        admissionId: admission.id,
        providerId: actor.organisationId,
        status: 'draft',
        validFrom: input.validFrom,
      })
      .returning(['id', 'providerId'])
      .executeTakeFirstOrThrow();
    const latest = await latestApproved(db, admission.id);
    if (latest) await copyPrices(db, schedule, latest, await getLotGrid(db, admission.lotId));
    await recordAudit(db, actor, {
      event: 'price_schedule.created',
      subjectId: schedule.id,
      after: { admissionId: admission.id, validFrom: input.validFrom, revision: 1 },
    });
    return schedule.id;
  });
  return { id };
}

const latestApproved = (db: Db, admissionId: string) =>
  db
    .selectFrom('priceSchedules')
    .select('id')
    .where('admissionId', '=', admissionId)
    .where('status', 'in', ['approved', 'superseded'])
    .orderBy('validFrom', 'desc')
    .limit(1)
    .executeTakeFirst();

async function copyPrices(
  db: Db,
  draft: { id: string; providerId: string },
  from: { id: string },
  grid: LotGrid,
): Promise<void> {
  const prices = pricesWithin(grid, await pricesOfSchedule(db, from.id));
  const { includedSupportHours, extraSupportHourPence } = prices;
  await db
    .updateTable('priceSchedules')
    .set({ includedSupportHours, extraSupportHourPence })
    .where('id', '=', draft.id)
    .execute();
  await insertPrices(db, draft, prices);
}

/** A schedule that the actor may write, as its editor shows it. */
export async function getScheduleToWrite(db: Db, actor: Actor, id: string) {
  const schedule = await getPriceSchedule(db, actor, id);
  if (!canWriteSchedule(actor, schedule)) throw new DomainError('forbidden', 'You cannot change this price schedule');
  const grid = await getLotGrid(db, schedule.lotId);
  return {
    ...schedule,
    grid,
    written: pricesWithin(grid, schedule.prices),
    isOpen: schedule.approvedAt === null && EDITABLE.includes(schedule.status),
  };
}

/** Pence of the schedule before, by the names of the editor's fields. */
export function earlierPence({ earlier }: { earlier: { prices: SchedulePrices } | null }): Record<string, number> {
  if (!earlier) return {};
  const { lines, addOns, extraSupportHourPence } = writtenOf(earlier.prices);
  return {
    ...Object.fromEntries(lines.map((line) => [feeName(line), line.weeklyPence])),
    ...Object.fromEntries(addOns.map(({ code, pence }) => [addOnName(code), pence])),
    ...(extraSupportHourPence !== null && { [HOURLY_RATE]: extraSupportHourPence }),
  };
}

/** Replaces what a draft says; one that was rejected becomes a draft again. Refused where somebody has saved it since. */
export async function saveSchedule(
  db: Db,
  actor: Actor,
  { id, ...input }: EditedSchedule & { id: string },
): Promise<{ revision: number }> {
  const before = await lockToWrite(db, actor, { id, revision: input.revision }, EDITABLE);
  const revision = input.revision + 1;
  const { includedSupportHours, extraSupportHourPence } = input.prices;
  await db
    .updateTable('priceSchedules')
    .set({
      ...{ status: 'draft', revision, validFrom: input.validFrom, reason: input.reason },
      ...{ includedSupportHours, extraSupportHourPence, updatedAt: sql<Date>`clock_timestamp()` },
    })
    .where('id', '=', id)
    .execute();
  await replacePrices(db, before, input.prices);
  await recordAudit(db, actor, {
    event: 'price_schedule.saved',
    subjectId: id,
    before: { status: before.status, validFrom: before.validFrom, revision: input.revision },
    after: { status: 'draft', validFrom: input.validFrom, revision },
  });
  return { revision };
}

/** Removes a draft for good. */
export async function discardSchedule(db: Db, actor: Actor, input: { id: string; revision: number }): Promise<void> {
  const draft = await lockToWrite(db, actor, input, ['draft']);
  const decided = await db
    .selectFrom('priceScheduleDecisions')
    .select('id')
    .where('scheduleId', '=', draft.id)
    .limit(1)
    .executeTakeFirst();
  if (decided)
    throw new DomainError(
      'conflict',
      'These prices were decided on once, which stays on record: they cannot be discarded',
    );
  await db.deleteFrom('priceSchedules').where('id', '=', draft.id).execute();
  await recordAudit(db, actor, {
    event: 'price_schedule.discarded',
    subjectId: draft.id,
    before: { admissionId: draft.admissionId, validFrom: draft.validFrom, revision: input.revision },
  });
}

const NOT_NOW: Record<string, string> = {
  draft: 'This price schedule is a draft: somebody took it back',
  submitted: 'This price schedule is submitted: take it back to change it',
  approved: 'This price schedule is approved: a price once approved never changes. Begin a new schedule instead',
  superseded: 'This price schedule was approved: a price once approved never changes. Begin a new schedule instead',
  rejected: 'This price schedule was rejected: change it and submit it again',
};

/** Held until the transaction ends, where the actor may write it, it has one of the statuses, and the actor knows its newest revision. */
export async function lockToWrite(
  db: Db,
  actor: Actor,
  input: { id: string; revision: number },
  statuses: readonly string[],
) {
  const seen = await getPriceSchedule(db, actor, input.id);
  if (!canWriteSchedule(actor, seen)) throw new DomainError('forbidden', 'You cannot change this price schedule');
  // The end of an admission turns down what was approved and has not begun: it was approved all the same.
  if (seen.approvedAt !== null) throw new DomainError('conflict', NOT_NOW.superseded ?? '');
  const row = await db
    .selectFrom('priceSchedules')
    .select(['id', 'providerId', 'admissionId', 'status', 'revision', 'validFrom'])
    .where('id', '=', input.id)
    .forUpdate()
    .executeTakeFirst();
  // Row level security locks a row for those alone who may change it: nobody changes one that was approved.
  const status = row?.status ?? (await getPriceSchedule(db, actor, input.id)).status;
  if (!row || !statuses.includes(status)) {
    throw new DomainError('conflict', NOT_NOW[status] ?? 'This price schedule was changed meanwhile');
  }
  if (row.revision !== input.revision) {
    throw new DomainError('conflict', 'Somebody has saved a newer version of this price schedule since you opened it');
  }
  return row;
}

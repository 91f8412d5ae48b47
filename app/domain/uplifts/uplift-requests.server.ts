import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { createOnce } from '../accounts/form-submissions.server.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { queueEmailToMembers } from '../mail/mail.server.ts';
import { writtenOf } from '../price-schedules/lot-grid.ts';
import { getLotGrid } from '../price-schedules/lot-grids.server.ts';
import { getPricedAdmission } from '../price-schedules/schedule-drafts.server.ts';
import { pricesOfSchedule } from '../price-schedules/schedule-prices.server.ts';
import { startProblem } from '../price-schedules/schedule-start.ts';
import { gridOfLines, pricesByLine, raisedPrices, raiseProblem, upliftDayProblem, upliftLines } from './uplift.ts';
import type { NewUpliftInput } from './uplift-form.ts';
import { askedLetter, withdrawnLetter } from './uplift-letters.ts';
import { canWithdrawUplift } from './uplift-policy.ts';
import { getUplift } from './uplifts.server.ts';

/** What an uplift of an own admission would raise: its latest approved schedule. */
export async function getUpliftBasis(db: Db, actor: Actor, admissionId: string) {
  const admission = await getPricedAdmission(db, actor, admissionId);
  const schedule = await db
    .selectFrom('priceSchedules')
    .select(['id', 'validFrom'])
    .where('admissionId', '=', admissionId)
    .where('status', '=', 'approved')
    .orderBy('validFrom', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!schedule || admission.status !== 'active') {
    throw new DomainError('conflict', 'You have no approved prices in this lot that could be raised');
  }
  const open = await db
    .selectFrom('upliftRequests')
    .select('id')
    .where('admissionId', '=', admissionId)
    .where('status', '=', 'submitted')
    .executeTakeFirst();
  const prices = await pricesOfSchedule(db, schedule.id);
  const now = writtenOf(prices);
  return {
    admission,
    schedule,
    now,
    model: prices.model,
    grid: gridOfLines(await getLotGrid(db, admission.lotId), now.lines),
    openId: open?.id ?? null,
  };
}

const ONE_OPEN = 'You have asked for an uplift in this lot already: withdraw that request, or wait for its decision';
/** Postgres: duplicate key value violates unique constraint. */
const UNIQUE_VIOLATION = '23505';

export interface UpliftInput {
  admissionId: string;
  asked: NewUpliftInput;
  /** In London, ISO. */
  today: string;
  publicUrl: string;
}

/** Asks the authority that leads to raise the prices of an admission. One request is open at a time; the same form makes one. */
export async function askForUplift(
  db: Db,
  actor: Actor,
  { admissionId, asked, today, publicUrl }: UpliftInput,
): Promise<{ id: string }> {
  const { key, ...payload } = asked;
  const id = await createOnce(db, actor, { key, payload: { admissionId, ...payload } }, async () => {
    const basis = await getUpliftBasis(db, actor, admissionId);
    if (basis.openId) throw new DomainError('conflict', ONE_OPEN);
    const late = startProblem({
      ...{ validFrom: asked.fromDate, today, admittedOn: null, latestFrom: basis.schedule.validFrom },
    });
    const raised =
      asked.method === 'percentage'
        ? raisedPrices(basis.now, asked.bps)
        : pricesByLine(basis.now, upliftLines(asked.prices));
    const problem =
      late ?? upliftDayProblem(basis.admission.upliftMonthDay, asked.fromDate) ?? raiseProblem(basis.grid, raised);
    if (problem) throw new DomainError('conflict', problem);
    const { id: requestId } = await db
      .insertInto('upliftRequests')
      .values({
        ...{ admissionId, providerId: actor.organisationId, scheduleId: basis.schedule.id, status: 'submitted' },
        ...{ fromDate: asked.fromDate, method: asked.method, reason: asked.reason, submittedBy: actor.userId },
        askedBps: asked.method === 'percentage' ? asked.bps : null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
      .catch((error: unknown) => {
        throw (error as { code?: unknown }).code === UNIQUE_VIOLATION ? new DomainError('conflict', ONE_OPEN) : error;
      });
    const lines = upliftLines(raised).map(({ pence, ...line }) => ({
      ...{ ...line, requestId, providerId: actor.organisationId, askedPence: pence },
    }));
    if (lines.length > 0) await db.insertInto('upliftLines').values(lines).execute();
    const uplift = await getUplift(db, actor, requestId);
    await queueEmailToMembers(
      db,
      { organisationId: uplift.leadAuthorityId, roles: ['commissioner'] },
      askedLetter(uplift, publicUrl),
    );
    await recordAudit(db, actor, {
      event: 'uplift.asked',
      subjectId: requestId,
      reason: asked.reason,
      after: { admissionId, scheduleId: basis.schedule.id, method: asked.method, fromDate: asked.fromDate },
    });
    return requestId;
  });
  return { id };
}

/** Takes a request back before it is decided. */
export async function withdrawUplift(db: Db, actor: Actor, id: string): Promise<void> {
  const uplift = await getUplift(db, actor, id);
  if (!canWithdrawUplift(actor, uplift)) throw new DomainError('forbidden', 'You cannot withdraw this uplift');
  const withdrawn = await db
    .updateTable('upliftRequests')
    .set({ status: 'withdrawn' })
    .where('id', '=', id)
    .where('status', '=', 'submitted')
    .returning('id')
    .executeTakeFirst();
  if (!withdrawn) throw new DomainError('conflict', 'This uplift is decided or withdrawn already');
  await queueEmailToMembers(
    db,
    { organisationId: uplift.leadAuthorityId, roles: ['commissioner'] },
    withdrawnLetter(uplift),
  );
  await recordAudit(db, actor, {
    event: 'uplift.withdrawn',
    subjectId: id,
    before: { status: 'submitted' },
    after: { status: 'withdrawn' },
  });
}

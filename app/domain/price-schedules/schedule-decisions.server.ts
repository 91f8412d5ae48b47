import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { queueEmailToMembers } from '../mail/mail.server.ts';
import { pricesWithin } from './lot-grid.ts';
import { getLotGrid } from './lot-grids.server.ts';
import { canDecideSchedule } from './price-schedule-policy.ts';
import { getPriceSchedule, latestApprovedStart } from './price-schedules.server.ts';
import { brokenLimits } from './price-values.ts';
import { approvedLetter, rejectedLetter } from './schedule-letters.ts';
import { decisionStartProblem } from './schedule-start.ts';

const TO_PROVIDER = ['bids', 'administrator'] as const;

interface DecisionInput {
  id: string;
  /** The one that was read. */
  revision: number;
  publicUrl: string;
}

/** Puts a submitted schedule in force from its date, and closes the one before it on that date. */
export async function approveSchedule(
  db: Db,
  actor: Actor,
  input: DecisionInput & { /** In London, ISO. */ today: string },
): Promise<void> {
  const schedule = await lockToDecide(db, actor, input);
  if (schedule.admissionStatus === 'pending') {
    throw new DomainError(
      'conflict',
      `Admit ${schedule.providerName} to the lot first: its prices can be approved then`,
    );
  }
  if (schedule.admissionStatus === 'ended') {
    throw new DomainError('conflict', `The place of ${schedule.providerName} in the lot has ended: reject its prices`);
  }
  const grid = await getLotGrid(db, schedule.lotId);
  const problem =
    decisionStartProblem({ ...schedule, today: input.today }) ??
    brokenLimits(grid, pricesWithin(grid, schedule.prices))[0]?.message;
  if (problem) throw new DomainError('conflict', problem);
  await putInForce(db, actor, schedule);
  await keepDecision(db, actor, schedule, { outcome: 'approved', reason: '' });
  await queueEmailToMembers(
    db,
    { organisationId: schedule.providerId, roles: TO_PROVIDER },
    approvedLetter(schedule, input.publicUrl),
  );
  await recordAudit(db, actor, {
    event: 'price_schedule.approved',
    subjectId: schedule.id,
    before: { status: 'submitted' },
    after: { status: 'approved', validFrom: schedule.validFrom, revision: schedule.revision },
  });
}

/** The provider is told the reason, and may change its prices and submit them again. */
export async function rejectSchedule(db: Db, actor: Actor, input: DecisionInput & { reason: string }): Promise<void> {
  const schedule = await lockToDecide(db, actor, input);
  await db
    .updateTable('priceSchedules')
    .set({ status: 'rejected', ...decidedBy(actor) })
    .where('id', '=', schedule.id)
    .execute();
  await keepDecision(db, actor, schedule, { outcome: 'rejected', reason: input.reason });
  await queueEmailToMembers(
    db,
    { organisationId: schedule.providerId, roles: TO_PROVIDER },
    rejectedLetter(schedule, input.reason, input.publicUrl),
  );
  await recordAudit(db, actor, {
    event: 'price_schedule.rejected',
    subjectId: schedule.id,
    reason: input.reason,
    before: { status: 'submitted' },
    after: { status: 'rejected', revision: schedule.revision },
  });
}

const decidedBy = (actor: Actor) => ({ decidedAt: sql<Date>`clock_timestamp()`, decidedBy: actor.userId });

/** Written once: a schedule that is submitted again keeps what was decided before. */
export async function keepDecision(
  db: Db,
  actor: Actor,
  schedule: { id: string; providerId: string; revision: number },
  decision: { outcome: 'approved' | 'rejected'; reason: string },
): Promise<void> {
  await db
    .insertInto('priceScheduleDecisions')
    .values({
      ...{ scheduleId: schedule.id, providerId: schedule.providerId, revision: schedule.revision },
      ...{ ...decision, decidedBy: actor.userId },
    })
    .execute();
}

/** Makes a submitted schedule the one in force from its date: the one before it ends there. The admission must be held. */
export async function putInForce(
  db: Db,
  actor: Actor,
  schedule: { id: string; admissionId: string; validFrom: string },
): Promise<void> {
  await db
    .updateTable('priceSchedules')
    .set({ status: 'superseded', validUntil: schedule.validFrom })
    .where('admissionId', '=', schedule.admissionId)
    .where('status', '=', 'approved')
    .where('validFrom', '<', schedule.validFrom)
    .where((eb) => eb.or([eb('validUntil', 'is', null), eb('validUntil', '>', schedule.validFrom)]))
    .execute();
  await db
    .updateTable('priceSchedules')
    .set({ status: 'approved', approvedAt: sql<Date>`clock_timestamp()`, ...decidedBy(actor) })
    .where('id', '=', schedule.id)
    .execute()
    .catch(refuseOverlap);
}

/** Postgres: conflicting key value violates exclusion constraint. */
const EXCLUSION_VIOLATION = '23P01';

function refuseOverlap(error: unknown): never {
  if ((error as { code?: unknown }).code !== EXCLUSION_VIOLATION) throw error;
  throw new DomainError('conflict', 'Other prices of this provider in this lot are in force on some of these days');
}

/** Held until the transaction ends, and decided by one: of two who decide at once the second finds what the first did. */
export async function holdAdmission(db: Db, admissionId: string): Promise<void> {
  await db.selectFrom('admissions').select('id').where('id', '=', admissionId).forUpdate().executeTakeFirst();
}

async function lockToDecide(db: Db, actor: Actor, input: DecisionInput) {
  const seen = await getPriceSchedule(db, actor, input.id);
  if (!canDecideSchedule(actor, seen)) {
    throw new DomainError('forbidden', 'Only commissioners of the authority that leads decide on prices');
  }
  await holdAdmission(db, seen.admissionId);
  await db.selectFrom('priceSchedules').select('id').where('id', '=', input.id).forUpdate().executeTakeFirst();
  // Read again, now that nobody else can change it. One that was taken back meanwhile is hidden.
  const schedule = await getPriceSchedule(db, actor, input.id).catch((error: unknown) => {
    throw error instanceof DomainError ? new DomainError('conflict', TAKEN_BACK) : error;
  });
  if (schedule.status !== 'submitted') {
    throw new DomainError('conflict', OUTCOMES[schedule.status] ?? 'This price schedule is not submitted');
  }
  if (schedule.revision !== input.revision) {
    throw new DomainError('conflict', 'The provider has changed these prices since you opened them: read them again');
  }
  return { ...schedule, latestFrom: await latestApprovedStart(db, schedule.admissionId) };
}

const TAKEN_BACK = 'The provider has taken these prices back';
const OUTCOMES: Record<string, string> = {
  draft: TAKEN_BACK,
  approved: 'These prices are approved already: somebody decided before you',
  superseded: 'These prices were approved already: somebody decided before you',
  rejected: 'These prices are rejected already: somebody decided before you',
};

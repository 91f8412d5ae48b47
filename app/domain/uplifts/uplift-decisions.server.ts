import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { formatDate } from '../../lib/dates.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { queueEmailToMembers } from '../mail/mail.server.ts';
import type { WrittenPrices } from '../price-schedules/lot-grid.ts';
import { holdAdmission, keepDecision, putInForce } from '../price-schedules/schedule-decisions.server.ts';
import { insertPrices } from '../price-schedules/written-prices.server.ts';
import {
  atMost,
  pricesByLine,
  raisedPrices,
  raiseProblem,
  samePrices,
  upliftDayProblem,
  upliftLines,
} from './uplift.ts';
import type { UpliftDecision } from './uplift-form.ts';
import { decidedLetter } from './uplift-letters.ts';
import { canDecideUplift } from './uplift-policy.ts';
import { getUplift, type Uplift } from './uplifts.server.ts';

/** What a decision makes of a request: its prices and their start. */
export function acceptedPrices(
  { now, asked, fromDate }: Pick<Uplift, 'now' | 'asked' | 'fromDate'>,
  decision: Exclude<UpliftDecision, { decision: 'refuse' }>,
): { prices: WrittenPrices; from: string } {
  if (decision.decision === 'full') return { prices: asked, from: fromDate };
  if (decision.decision === 'lines')
    return { prices: atMost(pricesByLine(now, upliftLines(decision.prices)), asked), from: decision.acceptedFrom };
  return { prices: atMost(raisedPrices(now, decision.bps), asked), from: decision.acceptedFrom };
}

export interface UpliftDecisionInput {
  id: string;
  decision: UpliftDecision;
  /** In London, ISO. */
  today: string;
  publicUrl: string;
}

type Outcome = 'accepted' | 'accepted_in_part' | 'refused';

/** Accepts a request in full or in part, which puts a schedule of those prices in force from its date, or refuses it. */
export async function decideUplift(db: Db, actor: Actor, input: UpliftDecisionInput): Promise<{ status: Outcome }> {
  const uplift = await lockToDecide(db, actor, input.id);
  const { decision } = input;
  const status: Outcome =
    decision.decision === 'refuse' ? 'refused' : decision.decision === 'full' ? 'accepted' : 'accepted_in_part';
  const accepted = decision.decision === 'refuse' ? null : acceptedPrices(uplift, decision);
  const scheduleId = accepted && (await drawUp(db, actor, { uplift, accepted, input }));
  if (accepted) await markLines(db, uplift, accepted.prices);
  await db
    .updateTable('upliftRequests')
    .set({
      ...{ status, decidedAt: sql<Date>`clock_timestamp()`, decidedBy: actor.userId },
      ...{ decisionReason: decision.reason, acceptedFrom: accepted?.from ?? null, acceptedScheduleId: scheduleId },
      acceptedBps:
        decision.decision === 'percentage' ? decision.bps : decision.decision === 'full' ? uplift.askedBps : null,
    })
    .where('id', '=', uplift.id)
    .execute();
  await queueEmailToMembers(
    db,
    { organisationId: uplift.providerId, roles: ['bids', 'administrator'] },
    decidedLetter(uplift, { status, from: accepted?.from ?? null, reason: decision.reason }, input.publicUrl),
  );
  await recordAudit(db, actor, {
    event: status === 'refused' ? 'uplift.refused' : 'uplift.accepted',
    subjectId: uplift.id,
    ...(decision.reason && { reason: decision.reason }),
    before: { status: 'submitted' },
    after: { status, scheduleId, from: accepted?.from ?? null },
  });
  return { status };
}

interface DrawUp {
  uplift: Uplift;
  accepted: { prices: WrittenPrices; from: string };
  input: UpliftDecisionInput;
}

/** Members that do not lead read a schedule; what the provider gave as its reason, and the decision's, stay on the uplift. */
const UPLIFT_ACCEPTED = 'An uplift was accepted';

async function drawUp(db: Db, actor: Actor, { uplift, accepted, input }: DrawUp): Promise<string> {
  await requireFit(db, { uplift, accepted, input });
  const { prices, from } = accepted;
  const schedule = await db
    .insertInto('priceSchedules')
    .values({
      ...{
        admissionId: uplift.admissionId,
        providerId: uplift.providerId,
        status: 'submitted',
        drawnUpBy: 'authority',
      },
      ...{ validFrom: from, reason: UPLIFT_ACCEPTED, submittedAt: sql<Date>`clock_timestamp()` },
      ...{ submittedBy: actor.userId },
      ...{ includedSupportHours: prices.includedSupportHours, extraSupportHourPence: prices.extraSupportHourPence },
    })
    .returning(['id', 'providerId', 'admissionId', 'validFrom', 'revision'])
    .executeTakeFirstOrThrow();
  await insertPrices(db, schedule, prices);
  await putInForce(db, actor, schedule);
  await keepDecision(db, actor, schedule, { outcome: 'approved', reason: input.decision.reason });
  return schedule.id;
}

/** Refuses prices that cannot begin then, or that the lot does not allow. */
async function requireFit(db: Db, { uplift, accepted: { prices, from }, input: { decision, today } }: DrawUp) {
  const refuse = (message: string) => {
    throw new DomainError('conflict', message);
  };
  const latest = await db
    .selectFrom('priceSchedules')
    .select(['id', 'validFrom'])
    .where('admissionId', '=', uplift.admissionId)
    .where('status', '=', 'approved')
    .orderBy('validFrom', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (latest?.id !== uplift.scheduleId) refuse('Other prices were approved since this uplift was asked for: refuse it');
  if (from < today) {
    const passed = `The start, ${formatDate(from)}, has passed.`;
    refuse(
      decision.decision === 'full' ? `${passed} Accept it in part, from a later date` : `${passed} Enter a later one`,
    );
  }
  if (latest && from <= latest.validFrom)
    refuse(`Enter a date after ${formatDate(latest.validFrom)}, when the prices now in force began`);
  if (samePrices(prices, uplift.now)) refuse('Nothing would rise: refuse the uplift instead');
  // Asked for in time and decided late, it need not wait for the day to come round again.
  const late = uplift.fromDate < today;
  const problem =
    (late ? undefined : upliftDayProblem(uplift.upliftMonthDay, from)) ?? raiseProblem(uplift.grid, prices);
  if (problem) refuse(problem);
}

async function markLines(db: Db, { id }: Uplift, prices: WrittenPrices): Promise<void> {
  for (const { kind, code, ageFrom, occupancyFrom, pence } of upliftLines(prices)) {
    await db
      .updateTable('upliftLines')
      .set({ acceptedPence: pence })
      .where('requestId', '=', id)
      .where('kind', '=', kind)
      .where('code', '=', code)
      .where('ageFrom', '=', ageFrom)
      .where('occupancyFrom', '=', occupancyFrom)
      .execute();
  }
}

const DECIDED = 'This uplift is decided or withdrawn already';

/** Held until the transaction ends, with its admission: of two who decide at once the second finds what the first did. */
async function lockToDecide(db: Db, actor: Actor, id: string): Promise<Uplift> {
  const seen = await getUplift(db, actor, id);
  if (!canDecideUplift(actor, seen)) {
    throw new DomainError('forbidden', 'Only commissioners of the authority that leads decide on uplifts');
  }
  await holdAdmission(db, seen.admissionId);
  const locked = await db
    .selectFrom('upliftRequests')
    .select('id')
    .where('id', '=', id)
    .where('status', '=', 'submitted')
    .forUpdate()
    .executeTakeFirst();
  if (!locked) throw new DomainError('conflict', DECIDED);
  return getUplift(db, actor, id);
}

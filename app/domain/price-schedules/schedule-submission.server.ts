import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { queueEmailToMembers } from '../mail/mail.server.ts';
import { type LotGrid, pricesWithin } from './lot-grid.ts';
import { getLotGrid } from './lot-grids.server.ts';
import { getPriceSchedule } from './price-schedules.server.ts';
import { type PriceProblem, problemsOf } from './price-values.ts';
import type { SchedulePrices } from './quote.ts';
import { lockToWrite } from './schedule-drafts.server.ts';
import { recalledLetter, submittedLetter } from './schedule-letters.ts';
import { startProblem } from './schedule-start.ts';

interface Submitted {
  validFrom: string;
  admittedOn: string | null;
  latestFrom: string | null;
  prices: SchedulePrices;
}

/** What keeps a draft from being submitted on a day, ISO; the date first. */
export function submissionProblems(schedule: Submitted, grid: LotGrid, today: string): PriceProblem[] {
  const start = startProblem({ ...schedule, today });
  return [
    ...(start ? [{ name: 'validFrom', message: start }] : []),
    ...problemsOf(grid, pricesWithin(grid, schedule.prices)),
  ];
}

export interface SubmissionInput {
  id: string;
  revision: number;
  /** In London, ISO. */
  today: string;
  publicUrl: string;
}

/** Asks the authority that leads to approve a draft. It cannot be changed while it waits. */
export async function submitSchedule(db: Db, actor: Actor, input: SubmissionInput): Promise<void> {
  const draft = await lockToWrite(db, actor, input, ['draft']);
  const schedule = await getPriceSchedule(db, actor, draft.id);
  if (schedule.admissionStatus === 'ended') {
    throw new DomainError('conflict', 'Your place in this lot has ended: no prices can be submitted for it');
  }
  const [problem, ...others] = submissionProblems(schedule, await getLotGrid(db, schedule.lotId), input.today);
  if (problem) {
    const more = others.length > 0 ? ` (and ${others.length} more)` : '';
    throw new DomainError('conflict', `This price schedule is not complete. ${problem.message}${more}`);
  }
  await db
    .updateTable('priceSchedules')
    .set({
      ...{ status: 'submitted', submittedAt: sql<Date>`clock_timestamp()`, submittedBy: actor.userId },
      ...{ decidedAt: null, decidedBy: null },
    })
    .where('id', '=', draft.id)
    .execute();
  await queueEmailToMembers(
    db,
    { organisationId: schedule.leadAuthorityId, roles: ['commissioner'] },
    submittedLetter(schedule, input.publicUrl),
  );
  await recordAudit(db, actor, {
    event: 'price_schedule.submitted',
    subjectId: draft.id,
    before: { status: 'draft' },
    after: { status: 'submitted', validFrom: schedule.validFrom, revision: input.revision },
  });
}

/** Takes a submitted schedule back into a draft, before it is decided. */
export async function recallSchedule(db: Db, actor: Actor, input: { id: string; revision: number }): Promise<void> {
  const submitted = await lockToWrite(db, actor, input, ['submitted']);
  const schedule = await getPriceSchedule(db, actor, submitted.id);
  await db
    .updateTable('priceSchedules')
    .set({ status: 'draft', submittedAt: null, submittedBy: null, revision: input.revision + 1 })
    .where('id', '=', submitted.id)
    .execute();
  await queueEmailToMembers(
    db,
    { organisationId: schedule.leadAuthorityId, roles: ['commissioner'] },
    recalledLetter(schedule),
  );
  await recordAudit(db, actor, {
    event: 'price_schedule.recalled',
    subjectId: submitted.id,
    before: { status: 'submitted' },
    after: { status: 'draft', validFrom: submitted.validFrom },
  });
}

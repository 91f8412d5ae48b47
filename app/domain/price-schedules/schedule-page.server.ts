import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { findSpendEffect } from '../uplifts/spend-effects.server.ts';
import { getLotGrid } from './lot-grids.server.ts';
import { comparePrices } from './price-comparison.ts';
import { isInForce } from './price-schedule.ts';
import type { ScheduleChangeInput } from './price-schedule-form.ts';
import { canDecideSchedule, canWriteSchedule } from './price-schedule-policy.ts';
import { getPriceSchedule } from './price-schedules.server.ts';
import { approveSchedule, rejectSchedule } from './schedule-decisions.server.ts';
import { discardSchedule } from './schedule-drafts.server.ts';
import { recallSchedule, submissionProblems, submitSchedule } from './schedule-submission.server.ts';

/** A schedule beside the one before it, with what the actor may do about it on a day, ISO. */
export async function readSchedulePage(db: Db, actor: Actor, { id, today }: { id: string; today: string }) {
  const schedule = await getPriceSchedule(db, actor, id);
  const { status, earlier, prices } = schedule;
  const canWrite = schedule.approvedAt === null && canWriteSchedule(actor, schedule);
  const canDecide = status === 'submitted' && canDecideSchedule(actor, schedule);
  return {
    schedule,
    rows: comparePrices(prices, earlier?.prices ?? null),
    inForce: isInForce(schedule, today),
    canWrite,
    canDecide,
    problems:
      canWrite && status === 'draft' ? submissionProblems(schedule, await getLotGrid(db, schedule.lotId), today) : [],
    effect: canDecide
      ? await findSpendEffect(db, actor, { ...schedule, after: prices, from: schedule.validFrom, on: today })
      : null,
  };
}

interface ChangeOf {
  id: string;
  change: ScheduleChangeInput;
  today: string;
  publicUrl: string;
}

/** Does what was asked; returns what to tell, and whether the schedule is still there. */
export async function changeSchedule(
  db: Db,
  actor: Actor,
  { id, change, today, publicUrl }: ChangeOf,
): Promise<{ notice: string; isGone: boolean }> {
  const input = { id, revision: change.revision, today, publicUrl };
  const told = (notice: string) => ({ notice, isGone: false });
  switch (change.intent) {
    case 'submit':
      await submitSchedule(db, actor, input);
      return told('Prices submitted: the authority that leads has been told');
    case 'recall':
      await recallSchedule(db, actor, input);
      return told('Prices taken back: they are a draft again');
    case 'discard':
      await discardSchedule(db, actor, input);
      return { notice: 'Draft discarded', isGone: true };
    case 'approve':
      await approveSchedule(db, actor, input);
      return told('Prices approved: the provider has been told');
    case 'reject':
      await rejectSchedule(db, actor, { ...input, reason: change.reason });
      return told('Prices rejected: the provider has your reason');
  }
}

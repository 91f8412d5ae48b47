import type { Db } from '#db/client.ts';
import { londonDate } from '../../lib/dates.ts';
import type { Actor } from '../accounts/actor.ts';
import { listApplicantDocuments } from './applicant-documents.server.ts';
import { findFailing, findGaps, type Gap } from './application-gaps.ts';
import { bankHolidays } from './bank-holidays.server.ts';
import { clockOf } from './evaluation-time.server.ts';
import type { AnsweredQuestion, FullLotApplication } from './lot-application.ts';
import { awaitedUntil, type TimeLeft, timeLeft } from './time-left.ts';

export interface ApplicationCheck {
  /** How the clock of the decision stands; null: nothing is due. */
  left: TimeLeft | null;
  /** Of a draft: what keeps it from being submitted. */
  gaps: Gap[];
  /** Of a draft: answers that do not pass as they stand. */
  failing: AnsweredQuestion[];
}

/** What there is to know about an application today. */
export async function checkApplication(
  db: Db,
  actor: Actor,
  { status, dueOn, questions, systemId, submittedAt, clarifications }: FullLotApplication,
): Promise<ApplicationCheck> {
  const today = londonDate(await clockOf(db));
  if (status === 'draft') {
    const gaps = findGaps(questions, { ...(await listApplicantDocuments(db, actor, systemId)), today });
    return { left: null, gaps, failing: findFailing(questions) };
  }
  if (status !== 'submitted' || dueOn === null || submittedAt === null) return { left: null, gaps: [], failing: [] };
  const answerDueOn = awaitedUntil(clarifications, submittedAt, today);
  return { left: timeLeft({ dueOn, answerDueOn }, today, await bankHolidays(db)), gaps: [], failing: [] };
}

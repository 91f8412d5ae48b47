import type { Db } from '#db/client.ts';
import { londonDate } from '../../lib/dates.ts';
import { workingDaysBetween } from '../../lib/working-days.ts';
import type { Actor } from '../accounts/actor.ts';
import { listApplicantDocuments } from './applicant-documents.server.ts';
import { findFailing, findGaps, type Gap } from './application-gaps.ts';
import { bankHolidays } from './bank-holidays.server.ts';
import { clockOf } from './evaluation-time.server.ts';
import type { AnsweredQuestion, FullLotApplication } from './lot-application.ts';

export interface ApplicationCheck {
  /** Working days from today to the last day for the decision; negative where it has passed; null: nothing is due. */
  daysLeft: number | null;
  /** Of a draft: what keeps it from being submitted. */
  gaps: Gap[];
  /** Of a draft: answers that do not pass as they stand. */
  failing: AnsweredQuestion[];
}

/** What there is to know about an application today. */
export async function checkApplication(
  db: Db,
  actor: Actor,
  { status, dueOn, questions, systemId }: FullLotApplication,
): Promise<ApplicationCheck> {
  const today = londonDate(await clockOf(db));
  if (status === 'draft') {
    const gaps = findGaps(questions, { ...(await listApplicantDocuments(db, actor, systemId)), today });
    return { daysLeft: null, gaps, failing: findFailing(questions) };
  }
  const isDue = status === 'submitted' && dueOn !== null;
  return {
    daysLeft: isDue ? workingDaysBetween(today, dueOn, await bankHolidays(db)) : null,
    gaps: [],
    failing: [],
  };
}

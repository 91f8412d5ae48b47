import type { Db } from '#db/client.ts';
import type { JudgedQuestion } from './evaluation.ts';
import { WAS_ASKED } from './evaluation-access.server.ts';

/** What of an application is scored, or passed or failed, in the order of its form. */
export async function listJudgedQuestions(db: Db, applicationId: string): Promise<JudgedQuestion[]> {
  const rows = await db
    .selectFrom('lotApplications')
    .innerJoin('lots', 'lots.id', 'lotApplications.lotId')
    .innerJoin('selectionQuestions', 'selectionQuestions.systemId', 'lots.systemId')
    .select([
      'selectionQuestions.id',
      'selectionQuestions.question',
      'selectionQuestions.assessment',
      'selectionQuestions.weight',
      'selectionQuestions.mostScore',
    ])
    .where('lotApplications.id', '=', applicationId)
    .where('selectionQuestions.assessment', '!=', 'information')
    .where(WAS_ASKED)
    .orderBy('selectionQuestions.position')
    .orderBy('selectionQuestions.id')
    .limit(MOST_QUESTIONS)
    .execute();
  return rows.map((row) => ({ ...row, assessment: row.assessment as JudgedQuestion['assessment'] }));
}

const MOST_QUESTIONS = 200;

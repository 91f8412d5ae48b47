import type { Db } from '#db/client.ts';
import { WAS_ASKED } from './evaluation-access.server.ts';
import type { JudgedQuestion } from './evaluation.ts';

/** Everything that the application was asked, in the order of the form. */
export const selectAsked = (db: Db, applicationId: string) =>
  db
    .selectFrom('lotApplications')
    .innerJoin('lots', 'lots.id', 'lotApplications.lotId')
    .innerJoin('selectionQuestions', 'selectionQuestions.systemId', 'lots.systemId')
    .where('lotApplications.id', '=', applicationId)
    .where(WAS_ASKED)
    .orderBy((eb) => eb('selectionQuestions.lotId', 'is not', null))
    .orderBy('selectionQuestions.position')
    .orderBy('selectionQuestions.id');

/** What of it is scored, or passed or failed. */
export async function listJudgedQuestions(db: Db, applicationId: string): Promise<JudgedQuestion[]> {
  const rows = await selectAsked(db, applicationId)
    .select([
      'selectionQuestions.id',
      'selectionQuestions.question',
      'selectionQuestions.assessment',
      'selectionQuestions.weight',
      'selectionQuestions.mostScore',
    ])
    .where('selectionQuestions.assessment', '!=', 'information')
    .execute();
  return rows.map((row) => ({ ...row, assessment: row.assessment as JudgedQuestion['assessment'] }));
}

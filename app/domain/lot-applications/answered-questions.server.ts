import type { Db } from '#db/client.ts';
import type { Assessment, QuestionKind, YesNo } from '../selection-questions/selection-question.ts';
import type { AnsweredQuestion, LotApplication } from './lot-application.ts';

/**
 * What the application is asked, with its answers: a draft what the system asks today; afterwards what it was asked when it was
 * submitted, when a row was kept for each question.
 */
export async function listAnsweredQuestions(
  db: Db,
  application: Pick<LotApplication, 'id' | 'systemId' | 'lotId' | 'status'>,
): Promise<AnsweredQuestion[]> {
  const rows = await db
    .selectFrom('selectionQuestions as questions')
    .leftJoin('applicationAnswers as answers', (join) =>
      join.onRef('answers.questionId', '=', 'questions.id').on('answers.applicationId', '=', application.id),
    )
    .leftJoin('providerDocuments as documents', 'documents.id', 'answers.documentId')
    .leftJoin('files', 'files.id', 'documents.fileId')
    .select([
      'questions.id',
      'questions.lotId',
      'questions.libraryQuestionId',
      'questions.position',
      'questions.kind',
      'questions.question',
      'questions.guidance',
      'questions.documentKind',
      'questions.required',
      'questions.assessment',
      'questions.passAnswer',
      'questions.leastNumber',
      'questions.mostWords',
      'questions.weight',
      'questions.mostScore',
      'answers.answer',
      'documents.id as documentId',
      'documents.title',
      'documents.fileId',
      'documents.expiresOn',
      'documents.replacedAt',
      'files.name as fileName',
    ])
    .where('questions.systemId', '=', application.systemId)
    .where((eb) => eb.or([eb('questions.lotId', 'is', null), eb('questions.lotId', '=', application.lotId)]))
    .$if(application.status === 'draft', (query) => query.where('questions.retiredAt', 'is', null))
    .$if(application.status !== 'draft', (query) => query.where('answers.applicationId', 'is not', null))
    .orderBy('questions.lotId', (order) => order.asc().nullsFirst())
    .orderBy('questions.position')
    .orderBy('questions.id')
    .limit(MOST_QUESTIONS)
    .execute();
  return rows.map(({ documentId, title, fileId, expiresOn, replacedAt, fileName, ...row }) => ({
    ...row,
    kind: row.kind as QuestionKind,
    assessment: row.assessment as Assessment,
    passAnswer: row.passAnswer as YesNo | null,
    answer: row.answer ?? '',
    document:
      documentId && title && fileId && fileName
        ? { id: documentId, title, fileId, fileName, expiresOn, isReplaced: replacedAt !== null }
        : null,
  }));
}

/** What an application said when it was submitted; nothing once it was withdrawn, perhaps after changes that were never submitted. */
export async function listSubmittedAnswers(
  db: Db,
  application: Pick<LotApplication, 'id' | 'systemId' | 'lotId' | 'status'>,
): Promise<AnsweredQuestion[]> {
  const isSubmitted = application.status !== 'draft' && application.status !== 'withdrawn';
  return isSubmitted ? listAnsweredQuestions(db, application) : [];
}

const MOST_QUESTIONS = 200;

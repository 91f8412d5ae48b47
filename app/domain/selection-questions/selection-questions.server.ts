import { createHash } from 'node:crypto';
import type { ExpressionBuilder } from 'kysely';
import type { Db } from '#db/client.ts';
import type { DB } from '#db/schema.ts';
import type { Actor } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import { issuesOf } from './question-weights.ts';
import type { Assessment, Question, QuestionKind, SelectionQuestion, YesNo } from './selection-question.ts';

const MOST_QUESTIONS = 500;

/** Questions of published systems for anyone; of a draft for the authority that leads it, and those it has asked to join. */
const ofVisibleSystem = (actor: Actor | null) => (eb: ExpressionBuilder<DB, 'selectionQuestions'>) =>
  eb.exists(
    eb
      .selectFrom('purchasingSystems')
      .select('purchasingSystems.id')
      .whereRef('purchasingSystems.id', '=', 'selectionQuestions.systemId')
      .where((system) =>
        system.or([
          system('purchasingSystems.status', '!=', 'draft'),
          ...(actor
            ? [
                system('purchasingSystems.leadAuthorityId', '=', actor.organisationId),
                system.exists(
                  system
                    .selectFrom('purchasingSystemInvitations')
                    .select('systemId')
                    .whereRef('systemId', '=', 'purchasingSystems.id')
                    .where('authorityId', '=', actor.organisationId),
                ),
              ]
            : []),
        ]),
      ),
  );

/**
 * The questions asked of applicants now: with `lotId` those of the whole system and of that lot, as an applicant to it gets them; without,
 * all of the system's. Those of the whole system come first, then lot by lot, each in its order.
 */
export async function listQuestions(
  db: Db,
  actor: Actor | null,
  { systemId, lotId }: { systemId: string; lotId?: string },
): Promise<SelectionQuestion[]> {
  const rows = await db
    .selectFrom('selectionQuestions')
    .leftJoin('lots', 'lots.id', 'selectionQuestions.lotId')
    .select([
      'selectionQuestions.id',
      'selectionQuestions.lotId',
      'libraryQuestionId',
      'selectionQuestions.position',
      'kind',
      'question',
      'guidance',
      'documentKind',
      'required',
      'assessment',
      'passAnswer',
      'leastNumber',
      'mostWords',
      'weight',
      'mostScore',
    ])
    .where('selectionQuestions.systemId', '=', systemId)
    .where('retiredAt', 'is', null)
    .where(ofVisibleSystem(actor))
    .$if(lotId !== undefined, (query) =>
      query.where((eb) =>
        eb.or([eb('selectionQuestions.lotId', 'is', null), eb('selectionQuestions.lotId', '=', lotId as string)]),
      ),
    )
    .orderBy('lots.number', (order) => order.asc().nullsFirst())
    .orderBy('selectionQuestions.position')
    .orderBy('selectionQuestions.id')
    .limit(MOST_QUESTIONS)
    .execute();
  return rows.map((row) => ({
    ...row,
    kind: row.kind as QuestionKind,
    assessment: row.assessment as Assessment,
    passAnswer: row.passAnswer as YesNo | null,
  }));
}

/** A question that is asked now, for whoever may change it: that is checked with its system. */
export async function getQuestionToWrite(
  db: Db,
  actor: Actor,
  { systemId, id }: { systemId: string; id: string },
): Promise<SelectionQuestion> {
  const question = (await listQuestions(db, actor, { systemId })).find((question) => question.id === id);
  if (!question) throw new DomainError('not-found', 'This question is not asked any more');
  return question;
}

/** Of what a question says, for a form to say what it was filled from. */
export function versionOf({ id: _, position: __, ...question }: Question & { position?: number }): string {
  const parts = Object.entries(question).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

/** What a commissioner must mend before applicants are asked, in words; none: []. */
export async function questionIssues(db: Db, actor: Actor, systemId: string): Promise<string[]> {
  const lots = await db
    .selectFrom('lots')
    .select(['id', 'number', 'title'])
    .where('systemId', '=', systemId)
    .orderBy('number')
    .limit(200)
    .execute();
  return issuesOf(lots, await listQuestions(db, actor, { systemId }));
}

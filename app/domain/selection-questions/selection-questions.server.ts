import type { ExpressionBuilder } from 'kysely';
import type { Db } from '#db/client.ts';
import type { DB } from '#db/schema.ts';
import type { Actor } from '../accounts/actor.ts';
import type { Assessment, QuestionKind, SelectionQuestion, YesNo } from './selection-question.ts';

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

import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { queueEmail } from '../mail/mail.server.ts';
import {
  closedBecause,
  type Evaluation,
  getEvaluation,
  IS_SCORING,
  lockUndecided,
} from './evaluation-access.server.ts';
import { assignedEmail } from './evaluation-emails.ts';

export interface Evaluator {
  userId: string;
  name: string;
  /** Whether they were ever asked to score it; others have declared their interests to read, moderate or decide. */
  asked: boolean;
  /** Whether they score; not, where they were removed or have a conflict of interest. */
  scores: boolean;
  declaredAt: Date | null;
  hasConflict: boolean | null;
  conflictNote: string;
  /** With this submission's scores. */
  finished: boolean;
}

/** Everybody who was ever asked to score it or has declared their interests in it: also who declared a conflict, with what they said. */
export async function listEvaluators(db: Db, { id }: Pick<Evaluation, 'id'>): Promise<Evaluator[]> {
  return db
    .selectFrom('applicationEvaluators')
    .innerJoin('lotApplications', 'lotApplications.id', 'applicationEvaluators.applicationId')
    .innerJoin('users', 'users.id', 'applicationEvaluators.userId')
    .select([
      'applicationEvaluators.userId',
      'users.name',
      'applicationEvaluators.declaredAt',
      'applicationEvaluators.hasConflict',
      'applicationEvaluators.conflictNote',
      sql<boolean>`assigned_at is not null`.as('asked'),
      IS_SCORING.$castTo<boolean>().as('scores'),
      sql<boolean>`coalesce(finished_submission = lot_applications.submission, false)`.as('finished'),
    ])
    .where('lotApplications.id', '=', id)
    .orderBy('users.name')
    .orderBy('users.id')
    .execute();
}

/**
 * Commissioners of the authority who may be asked to score it: not those who score it, have a conflict or belong to the provider. Once
 * somebody has finished, only those who have not declared their interests: everybody else may have read the scores, which are open to
 * whoever has declared as soon as all who score have finished, for however short a time.
 */
export async function listAssignable(db: Db, actor: Actor, id: string): Promise<{ userId: string; name: string }[]> {
  const { providerId } = await getEvaluation(db, actor, id);
  const begun = await hasFinishedScores(db, { id });
  return db
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.userId')
    .select(['users.id as userId', 'users.name'])
    .where('members.organisationId', '=', actor.organisationId)
    .where('members.deactivatedAt', 'is', null)
    .where(sql<boolean>`'commissioner' = any (members.roles)`)
    .where(sql<boolean>`not is_member_of(members.user_id, ${providerId}::uuid)`)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('applicationEvaluators')
            .select('applicationEvaluators.userId')
            .whereRef('applicationEvaluators.userId', '=', 'members.userId')
            .where('applicationId', '=', id)
            .where(
              sql<boolean>`(assigned_at is not null and removed_at is null or has_conflict or ${begun} and declared_at is not null)`,
            ),
        ),
      ),
    )
    .orderBy('users.name')
    .orderBy('users.id')
    .limit(500)
    .execute();
}

const hasFinishedScores = async (db: Db, application: Pick<Evaluation, 'id'>): Promise<boolean> =>
  (await listEvaluators(db, application)).some(({ scores, finished }) => scores && finished);

/** Asks commissioners of the authority to score the application; each is told by e-mail. */
export async function assignEvaluators(
  db: Db,
  actor: Actor,
  { id, evaluators, publicUrl }: { id: string; evaluators: string[]; publicUrl: string },
): Promise<void> {
  const application = await lockUndecided(db, actor, { id });
  await refuseOnceModerated(db, application);
  const assignable = await listAssignable(db, actor, id);
  const chosen = [...new Set(evaluators)].map((userId) => ({
    userId,
    name: assignable.find((person) => person.userId === userId)?.name,
  }));
  for (const { userId, name } of chosen) {
    if (name === undefined) throw await whyNotAssignable(db, actor, application, userId);
  }
  for (const { userId } of chosen) {
    await db
      .insertInto('applicationEvaluators')
      .values({ applicationId: id, authorityId: actor.organisationId, userId, assignedBy: actor.userId })
      .onConflict((conflict) =>
        conflict
          .columns(['applicationId', 'userId'])
          .doUpdateSet({ removedAt: null, assignedAt: sql<Date>`clock_timestamp()`, assignedBy: actor.userId }),
      )
      .execute();
  }
  await tellEvaluators(db, application, { evaluators: chosen.map(({ userId }) => userId), publicUrl });
  for (const { name } of chosen) {
    await recordAudit(db, actor, {
      event: 'lot_application.assigned',
      subjectId: id,
      after: { evaluator: name ?? '', provider: application.providerName, submission: application.submission },
    });
  }
}

async function tellEvaluators(
  db: Db,
  application: Evaluation,
  { evaluators, publicUrl }: { evaluators: string[]; publicUrl: string },
): Promise<void> {
  const email = assignedEmail(application, new URL(`/evaluations/${application.id}`, publicUrl).href);
  const people = await db.selectFrom('users').select('email').where('id', 'in', evaluators).orderBy('id').execute();
  for (const { email: to } of people) await queueEmail(db, { to, ...email });
}

async function whyNotAssignable(
  db: Db,
  actor: Actor,
  { id, providerId }: Evaluation,
  userId: string,
): Promise<DomainError> {
  const there = (await listEvaluators(db, { id })).find((evaluator) => evaluator.userId === userId);
  if (there?.scores) return new DomainError('conflict', `${there.name} is assigned already`);
  if (there?.hasConflict) return new DomainError('conflict', `${there.name} declared a conflict of interest`);
  if (there?.declaredAt && (await hasFinishedScores(db, { id }))) {
    return new DomainError('conflict', `${there.name} may have read scores of this application already`);
  }
  const colleague = await db
    .selectFrom('members')
    .select(sql<boolean>`is_member_of(user_id, ${providerId}::uuid)`.as('belongs'))
    .where('organisationId', '=', actor.organisationId)
    .where('userId', '=', userId)
    .executeTakeFirst();
  return new DomainError(
    'forbidden',
    colleague?.belongs
      ? 'Nobody evaluates an organisation that they belong to'
      : 'Only commissioners of your authority can be asked to score it',
  );
}

/** Takes somebody off who has not finished: the scores of those who have, stand. */
export async function removeEvaluator(
  db: Db,
  actor: Actor,
  { id, userId }: { id: string; userId: string },
): Promise<void> {
  const { submission } = await lockUndecided(db, actor, { id });
  const evaluator = (await listEvaluators(db, { id })).find((other) => other.userId === userId && other.scores);
  if (!evaluator) throw new DomainError('conflict', 'This person does not score the application any more');
  if (evaluator.finished) {
    throw new DomainError('conflict', `${evaluator.name} has finished scoring: these scores stand`);
  }
  await db
    .updateTable('applicationEvaluators')
    .set({ removedAt: sql<Date>`clock_timestamp()` })
    .where('applicationId', '=', id)
    .where('userId', '=', userId)
    .execute();
  await recordAudit(db, actor, {
    event: 'lot_application.unassigned',
    subjectId: id,
    before: { evaluator: evaluator.name, submission },
  });
}

export interface Declaration {
  id: string;
  hasConflict: boolean;
  /** What the interest is; empty without one. */
  note: string;
}

/**
 * What anybody of the authority says of their interests before they read an answer, score, moderate or decide. A conflict ends their part
 * for good, also one that is found later: what was agreed with their scores, or by them, is then agreed anew, until it is decided. Returns
 * whether they score it.
 */
export async function declareInterests(
  db: Db,
  actor: Actor,
  { id, hasConflict, note }: Declaration,
): Promise<{ scores: boolean }> {
  const seen = await getEvaluation(db, actor, id);
  const { submission, declared } = closedBecause(seen) ? seen : await lockUndecided(db, actor, { id });
  if (declared && !hasConflict) throw new DomainError('conflict', 'You have declared your interests already');
  const declaration = { hasConflict, conflictNote: note, declaredAt: sql<Date>`clock_timestamp()` };
  await db
    .insertInto('applicationEvaluators')
    .values({
      applicationId: id,
      authorityId: actor.organisationId,
      userId: actor.userId,
      assignedAt: null,
      ...declaration,
    })
    .onConflict((conflict) => conflict.columns(['applicationId', 'userId']).doUpdateSet(declaration))
    .execute();
  if (hasConflict && !closedBecause(seen)) await undoAgreement(db, actor, { id, submission });
  await recordAudit(db, actor, {
    event: 'lot_application.conflict_declared',
    subjectId: id,
    ...(hasConflict && { reason: note }),
    after: { conflict: hasConflict, submission },
  });
  return { scores: (await listEvaluators(db, { id })).some(({ userId, scores }) => scores && userId === actor.userId) };
}

async function undoAgreement(db: Db, actor: Actor, { id, submission }: Pick<Evaluation, 'id' | 'submission'>) {
  await db
    .deleteFrom('applicationModerations')
    .where('applicationId', '=', id)
    .where('submission', '=', submission)
    .where(({ eb, or, exists, selectFrom }) =>
      or([
        eb('moderatedBy', '=', actor.userId),
        exists(
          selectFrom('applicationEvaluators')
            .select('userId')
            .where('applicationId', '=', id)
            .where('userId', '=', actor.userId)
            .where('finishedSubmission', '=', submission),
        ),
      ]),
    )
    .execute();
}

/** The actor's own part in scoring it; refused to whoever has none. */
export async function getOwnPart(db: Db, actor: Actor, id: string): Promise<Evaluator> {
  await getEvaluation(db, actor, id);
  const own = (await listEvaluators(db, { id })).find(({ userId, scores }) => userId === actor.userId && scores);
  if (!own) throw new DomainError('forbidden', 'You are not asked to score this application');
  return own;
}

async function refuseOnceModerated(db: Db, { id, submission }: Evaluation): Promise<void> {
  const agreed = await db
    .selectFrom('applicationModerations')
    .select('questionId')
    .where('applicationId', '=', id)
    .where('submission', '=', submission)
    .limit(1)
    .executeTakeFirst();
  if (agreed) throw new DomainError('conflict', 'The scores are agreed already: nobody else can be asked to score');
}

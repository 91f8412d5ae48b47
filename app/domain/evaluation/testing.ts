import { expect } from 'vitest';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { aLot, aMember, anAuthority, anOutwardCode, aProvider, aService, underRowSecurity } from '../testing.ts';
import type { JudgedQuestion } from './evaluation.ts';
import { assignEvaluators, declareInterests } from './evaluators.server.ts';
import { listJudgedQuestions } from './judged-questions.server.ts';
import { agreeScores, getModerationDesk } from './moderation.server.ts';
import { saveScores } from './scores.server.ts';

export const TODAY = '2026-11-26';
export const PUBLIC_URL = 'https://market.example';

export const as = <T>(db: Db, actor: Actor, work: (db: Db) => Promise<T>) => underRowSecurity(db, actor, work);
export const code = (expected: string) => expect.objectContaining({ code: expected });

/** The work list as it opens. */
export const only = { of: null, page: 1 };
export const list = { ...only, today: TODAY };

const QUESTIONS = [
  { kind: 'yes_no', question: 'Are you insured?', assessment: 'pass_fail', passAnswer: 'yes', answer: 'yes' },
  {
    kind: 'text',
    question: 'How do you keep children safe?',
    assessment: 'scored',
    weight: 60,
    mostScore: 5,
    answer: 'Well',
  },
  { kind: 'text', question: 'How do you match?', assessment: 'scored', weight: 40, mostScore: 10, answer: 'With care' },
  { kind: 'text', question: 'What are you called?', assessment: 'information', answer: 'Larch' },
] as const;

/** An application that waits since 20 November 2026 for its decision by 4 December, and everybody around it. */
export async function givenApplication(db: Db) {
  const [authorityId, memberId, outsideId] = [await anAuthority(db), await anAuthority(db), await anAuthority(db)];
  const providerId = await aProvider(db);
  const rivalId = await aProvider(db);
  const lotId = await aLot(db, { authorities: [authorityId, memberId] });
  const { systemId } = await db
    .updateTable('lots')
    .set({ tiers: 3, ofstedRule: 'not_inadequate' })
    .where('id', '=', lotId)
    .returning('systemId')
    .executeTakeFirstOrThrow();
  const outwardCode = await anOutwardCode(db, { easting: 600_000, northing: 140_000 });
  const serviceId = await aService(db, providerId, { outwardCode });
  const { id } = await db
    .insertInto('lotApplications')
    .values({
      lotId,
      providerId,
      status: 'submitted',
      submission: 1,
      submittedAt: '2026-11-20T15:00:00Z',
      dueOn: '2026-12-04',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db.insertInto('admissions').values({ lotId, providerId, status: 'pending', applicationId: id }).execute();
  for (const [position, { answer, ...question }] of QUESTIONS.entries()) {
    const { id: questionId } = await db
      .insertInto('selectionQuestions')
      .values({ ...question, systemId, position })
      .returning('id')
      .executeTakeFirstOrThrow();
    await db.insertInto('applicationAnswers').values({ applicationId: id, providerId, questionId, answer }).execute();
  }
  const commissioner = () => aMember(db, authorityId, 'authority', 'commissioner');
  return {
    id,
    lotId,
    systemId,
    providerId,
    serviceId,
    questions: await listJudgedQuestions(db, id),
    lead: await commissioner(),
    ann: await commissioner(),
    ben: await commissioner(),
    broker: await aMember(db, authorityId, 'authority', 'broker'),
    member: await aMember(db, memberId, 'authority', 'commissioner'),
    outsider: await aMember(db, outsideId, 'authority', 'commissioner'),
    provider: await aMember(db, providerId, 'provider', 'bids'),
    rival: await aMember(db, rivalId, 'provider', 'bids'),
  };
}

export type Given = Awaited<ReturnType<typeof givenApplication>>;

/** The same application, with Ann and Ben to score it, and a lead who has declared that they have no interest. */
export async function givenAssigned(db: Db) {
  const given = await givenApplication(db);
  const evaluators = [given.ann.userId, given.ben.userId];
  await assign(db, given, evaluators);
  await declareNone(db, given.lead, given);
  return given;
}

/** The lead asks them to score it. */
export const assign = (db: Db, { id, lead }: Given, evaluators: string[]) =>
  as(db, lead, (db) => assignEvaluators(db, lead, { id, evaluators, publicUrl: PUBLIC_URL }));

export const declareNone = (db: Db, actor: Actor, { id }: Pick<Given, 'id'>) =>
  as(db, actor, (db) => declareInterests(db, actor, { id, hasConflict: false, note: '' }));

/** Makes somebody of the authority a member of the provider too. */
export const joinProvider = (db: Db, { userId }: Actor, { providerId }: Pick<Given, 'providerId'>) =>
  db
    .insertInto('members')
    .values({ userId, organisationId: providerId, roles: ['bids'] })
    .execute();

/** A mark for each question, in their order: true and false for what passes or fails, a number for a score. */
export const marksOf = (questions: readonly JudgedQuestion[], ...given: (number | boolean | null)[]) =>
  questions.map(({ id }, index) => {
    const mark = given[index] ?? null;
    return {
      questionId: id,
      score: typeof mark === 'number' ? mark : null,
      passes: typeof mark === 'boolean' ? mark : null,
    };
  });

export const commented = (given: Given, ...marks: (number | boolean | null)[]) =>
  marksOf(given.questions, ...marks).map((mark) => ({ ...mark, comment: 'Seen' }));

/** Declares no interest, and finishes with these marks. */
export async function score(db: Db, actor: Actor, { id, questions }: Given, ...given: (number | boolean)[]) {
  await declareInterests(db, actor, { id, hasConflict: false, note: '' });
  const marks = marksOf(questions, ...given).map((mark) => ({ ...mark, comment: 'As answered' }));
  await saveScores(db, actor, { id, submission: 1, finish: true, marks });
}

export async function agree(db: Db, actor: Actor, { id, questions }: Given, ...given: (number | boolean)[]) {
  const { agreement } = await getModerationDesk(db, actor, id);
  const marks = marksOf(questions, ...given).map((mark) => ({ ...mark, reason: 'Agreed in the meeting' }));
  await agreeScores(db, actor, { id, submission: 1, version: agreement.version, marks });
}

import { randomUUID } from 'node:crypto';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { aLot, aMember, anAuthority, anOutwardCode, aProvider, aService } from '../testing.ts';
import { saveLotApplication, startLotApplication } from './application-commands.server.ts';
import { submitLotApplication } from './application-submission.server.ts';
import { getLotApplication } from './lot-applications.server.ts';

/** A lot with a question of each sort; the authority that leads it, a member of its system and a stranger; two providers who may join. */
export async function aLotToJoin(db: Db) {
  const lead = await anAuthority(db);
  const member = await anAuthority(db);
  const stranger = await anAuthority(db);
  const lotId = await aLot(db, { authorities: [lead, member] });
  const { systemId } = await db.selectFrom('lots').select('systemId').where('id', '=', lotId).executeTakeFirstOrThrow();
  await db.insertInto('lotLevels').values({ lotId, code: 'core', label: 'Core', position: 1 }).execute();
  await db.insertInto('lotPricePoints').values({ lotId, level: 'core', ageFrom: 0, ageTo: 17 }).execute();
  const library = await db
    .insertInto('libraryQuestions')
    .values({
      topic: 'Insurance',
      kind: 'number',
      question: 'Cover in pounds',
      assessment: 'pass_fail',
      leastNumber: 5,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const common = { systemId, weight: null, mostScore: null };
  const questions = await db
    .insertInto('selectionQuestions')
    .values([
      { ...common, position: 1, kind: 'yes_no', question: 'Registered?', assessment: 'pass_fail', passAnswer: 'yes' },
      {
        ...common,
        position: 2,
        kind: 'number',
        question: 'Cover in pounds',
        assessment: 'pass_fail',
        leastNumber: 5,
        libraryQuestionId: library.id,
      },
      {
        ...common,
        position: 3,
        kind: 'document',
        question: 'Safeguarding policy',
        documentKind: 'safeguarding_policy',
        assessment: 'information',
      },
      {
        ...common,
        lotId,
        position: 1,
        kind: 'text',
        question: 'How do you keep children safe?',
        mostWords: 5,
        assessment: 'scored',
        weight: 100,
        mostScore: 10,
      },
      {
        ...common,
        lotId,
        position: 2,
        kind: 'date',
        question: 'Open from',
        required: false,
        assessment: 'information',
      },
    ])
    .returning('id')
    .execute();
  const [registered, cover, policy, text, date] = questions.map(({ id }) => id) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const outwardCode = await anOutwardCode(db, { easting: 600_000, northing: 140_000 });
  const bidder = async () => {
    const providerId = await aProvider(db);
    await aService(db, providerId, { outwardCode });
    return aMember(db, providerId, 'provider', 'bids');
  };
  return {
    lotId,
    systemId,
    libraryQuestionId: library.id,
    ids: { registered, cover, policy, text, date },
    provider: await bidder(),
    rival: await bidder(),
    lead: await aMember(db, lead, 'authority', 'commissioner'),
    member: await aMember(db, member, 'authority', 'commissioner'),
    stranger: await aMember(db, stranger, 'authority', 'commissioner'),
  };
}

export type LotToJoin = Awaited<ReturnType<typeof aLotToJoin>>;

/** A current document of the provider. */
export async function aDocument(
  db: Db,
  providerId: string,
  { kind = 'safeguarding_policy', expiresOn = '2099-01-01' }: { kind?: string; expiresOn?: string | null } = {},
): Promise<string> {
  const file = await db
    .insertInto('files')
    .values({
      organisationId: providerId,
      name: 'policy.pdf',
      mediaType: 'application/pdf',
      bytes: 1,
      sha256: '0'.repeat(64),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const document = await db
    .insertInto('providerDocuments')
    .values({ providerId, documentKind: kind, title: 'Our policy', fileId: file.id, expiresOn })
    .returning('id')
    .executeTakeFirstOrThrow();
  return document.id;
}

/** The answers that a complete application gives. */
export const fullAnswers = ({ ids }: LotToJoin, documentId: string, text = 'We keep them safe') => ({
  [ids.registered]: 'yes',
  [ids.cover]: '10000000',
  [ids.policy]: documentId,
  [ids.text]: text,
});

/** A draft with every answer. */
export async function aFullDraft(db: Db, market: LotToJoin, provider: Actor = market.provider, text?: string) {
  const documentId = await aDocument(db, provider.organisationId);
  const { id } = await startLotApplication(db, provider, { lotId: market.lotId, key: randomUUID() });
  const answers = fullAnswers(market, documentId, text);
  const { revision } = await saveLotApplication(db, provider, { id, revision: 1, answers, keepInProfile: false });
  return { id, revision, documentId };
}

/** A submitted application, as its provider reads it; `submittedAt` moves it there in time. */
export async function aSubmittedApplication(db: Db, market: LotToJoin, provider: Actor = market.provider) {
  const { id, revision } = await aFullDraft(db, market, provider);
  await submitLotApplication(db, provider, { id, revision });
  return getLotApplication(db, provider, id);
}

export const admissionOf = (db: Db, { lotId }: LotToJoin, providerId: string) =>
  db
    .selectFrom('admissions')
    .select(['id', 'status', 'admittedOn', 'endedOn', 'applicationId'])
    .where('lotId', '=', lotId)
    .where('providerId', '=', providerId)
    .execute();

export const changesOf = async (db: Db, providerId: string) => {
  const rows = await db
    .selectFrom('admissionChanges')
    .select(['change', 'reason'])
    .where('providerId', '=', providerId)
    .orderBy('id')
    .execute();
  return rows.map(({ change, reason }) => `${change}: ${reason}`);
};

export const lettersTo = async (db: Db, email: string) => {
  const rows = await db
    .selectFrom('emails')
    .select('subject')
    .where('recipient', '=', email)
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
  return rows.map(({ subject }) => subject);
};

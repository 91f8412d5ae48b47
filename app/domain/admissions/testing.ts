import type { Db } from '#db/client.ts';
import {
  aLot,
  aMember,
  anAdmission,
  anAuthority,
  anOutwardCode,
  aProvider,
  aService,
  underRowSecurity,
} from '../testing.ts';

// Builders for tests of admissions: one provider in one lot of a system with a lead and another member.

export const INSURANCE = 'public_liability_insurance';

export const MARKET = 'https://market.example';

interface DocumentIs {
  documentKind?: string;
  expiresOn: string | null;
  replacedAt?: string;
}

export async function aDocument(
  db: Db,
  providerId: string,
  { documentKind = INSURANCE, ...is }: DocumentIs,
): Promise<string> {
  const { id: fileId } = await db
    .insertInto('files')
    .values({
      organisationId: providerId,
      name: 'document.pdf',
      mediaType: 'application/pdf',
      bytes: 1,
      sha256: '0'.repeat(64),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id } = await db
    .insertInto('providerDocuments')
    .values({ providerId, documentKind, title: 'A document', fileId, ...is })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** The provider's service is a home, as the lot's kind is. `from`: of its open price schedule. */
export async function givenAdmission(db: Db, { from = '2026-04-01' } = {}) {
  const [leadId, memberId] = [await anAuthority(db), await anAuthority(db)];
  const lotId = await aLot(db, { authorities: [leadId, memberId] });
  await db.updateTable('lots').set({ tiers: 3 }).where('id', '=', lotId).execute();
  const { systemId } = await db.selectFrom('lots').select('systemId').where('id', '=', lotId).executeTakeFirstOrThrow();
  const providerId = await aProvider(db);
  const outwardCode = await anOutwardCode(db, { easting: 600_000, northing: 140_000 });
  const serviceId = await aService(db, providerId, { outwardCode });
  const lines = [{ level: 'core' as const, ageFrom: 0, ageTo: 17, weeklyPence: 300_000 }];
  const [scheduleId = ''] = await anAdmission(db, { lotId, providerId }, { from, lines });
  const { id } = await db
    .selectFrom('admissions')
    .select('id')
    .where('lotId', '=', lotId)
    .where('providerId', '=', providerId)
    .executeTakeFirstOrThrow();
  const actors = {
    lead: await aMember(db, leadId, 'authority', 'commissioner'),
    leadBroker: await aMember(db, leadId, 'authority', 'broker'),
    leadAdministrator: await aMember(db, leadId, 'authority', 'administrator'),
    member: await aMember(db, memberId, 'authority', 'commissioner'),
    outsider: await aMember(db, await anAuthority(db), 'authority', 'commissioner'),
    provider: await aMember(db, providerId, 'provider', 'bids'),
    rival: await aMember(db, await aProvider(db), 'provider', 'bids'),
  };
  return { id, lotId, systemId, providerId, serviceId, scheduleId, outwardCode, actors };
}

/** Required from the beginning of the system, when nobody was in it. */
export const requireDocument = (db: Db, systemId: string, documentKind = INSURANCE, suspendsWhenExpired = true) => {
  const began = '2020-04-01';
  const required = { systemId, documentKind, suspendsWhenExpired, dueOn: began, warnedOn: began };
  return db.insertInto('requiredDocuments').values(required).execute();
};

export const standingOf = (db: Db, id: string) =>
  db
    .selectFrom('admissions')
    .select(['status', 'suspension', 'suspendedOn', 'endedOn', 'tier'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();

/** Letters that wait: to whom, and about what. */
export const lettersOf = async (db: Db) =>
  (await db.selectFrom('emails').select(['recipient', 'subject', 'body']).orderBy('id').execute()).map((letter) => ({
    ...letter,
    to: letter.recipient,
  }));

/** Runs `work` as the portal itself does: by the application's role, past the tenants' borders. */
export const asTheSystem = <T>(db: Db, work: (db: Db) => Promise<T>) =>
  underRowSecurity(db, null, async (inner) => {
    await setSystem(inner, 'works in a test');
    return work(inner).finally(() => setSystem(inner, '').catch(() => {}));
  });

const setSystem = (db: Db, reason: string) =>
  db
    .selectNoFrom((eb) => eb.fn('set_config', [eb.val('app.system'), eb.val(reason), eb.lit(true)]).as('set'))
    .execute();

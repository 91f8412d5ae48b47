import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { type Db, inTransaction } from '#db/client.ts';
import { atOnce, testDatabase } from '#db/testing.ts';
import { addDays, londonDate } from '../../lib/dates.ts';
import { suspendAdmission } from './admission-decisions.server.ts';
import { keepDocumentsInDate, reinstateAfterDocument } from './expiring-documents.server.ts';
import {
  aDocument,
  asTheSystem,
  givenAdmission,
  INSURANCE,
  lettersOf,
  MARKET,
  requireDocument,
  standingOf,
} from './testing.ts';

const context = testDatabase();
/** For what is committed: two jobs at once. */
const shared = testDatabase();

const NOTHING = { warned: 0, suspended: 0, reinstated: 0 };

/** The job of a morning, as it runs: by the application's role. */
const morning = (db: Db, today: string) =>
  asTheSystem(db, (inner) => keepDocumentsInDate(inner, { today, publicUrl: MARKET }));

/** The job of a morning, twice: the second finds nothing to do. */
async function mornings(db: Db, today: string) {
  const done = await morning(db, today);
  expect(await morning(db, today), `${today} again`).toEqual(NOTHING);
  return done;
}

const forgetLetters = (db: Db) => sql`delete from emails`.execute(db);

test.each(['2026-03-30', '2026-03-29', '2026-10-25', '2026-10-26', '2027-01-04'])(
  'valid until %s: warned 30 and 7 days before, told to the authority on the day, suspended on the day after',
  (expiresOn) =>
    context.rolledBack(async (db) => {
      const { id, systemId, providerId, actors } = await givenAdmission(db);
      const { provider, lead } = actors;
      await requireDocument(db, systemId);
      const documentId = await aDocument(db, providerId, { expiresOn });
      const seen: [number, typeof NOTHING, string[]][] = [];
      for (const left of [31, 30, 29, 8, 7, 6, 1, 0, -1, -2]) {
        const done = await mornings(db, addDays(expiresOn, -left));
        const to = (await lettersOf(db)).map((letter) => letter.to);
        await forgetLetters(db);
        if (to.length > 0 || JSON.stringify(done) !== JSON.stringify(NOTHING)) seen.push([left, done, to]);
      }
      expect(seen).toEqual([
        [30, { ...NOTHING, warned: 1 }, [provider.email]],
        [7, { ...NOTHING, warned: 1 }, [provider.email]],
        [0, { ...NOTHING, warned: 1 }, [lead.email]],
        [-1, { ...NOTHING, suspended: 1 }, [provider.email, lead.email]],
      ]);
      const suspendedOn = addDays(expiresOn, 1);
      expect(await standingOf(db, id)).toMatchObject({ status: 'suspended', suspension: 'document', suspendedOn });
      const changes = await db.selectFrom('admissionChanges').select(['change', 'changedBy', 'reason']).execute();
      expect(changes).toEqual([
        {
          change: 'suspended',
          changedBy: null,
          reason: expect.stringMatching(/^Public liability insurance expired on /),
        },
      ]);
      const events = await db.selectFrom('auditEvents').select(['organisationId', 'userId', 'event']).execute();
      expect(events).toEqual([{ organisationId: lead.organisationId, userId: null, event: 'admission.suspended' }]);

      await db.updateTable('providerDocuments').set({ replacedAt: new Date() }).where('id', '=', documentId).execute();
      expect(await mornings(db, addDays(expiresOn, 3)), 'taken away without a new one').toEqual(NOTHING);
      await aDocument(db, providerId, { expiresOn: addDays(expiresOn, 365) });
      expect(await mornings(db, addDays(expiresOn, 3))).toEqual({ ...NOTHING, reinstated: 1 });
      expect(await standingOf(db, id)).toMatchObject({ status: 'active', suspension: null, suspendedOn: null });
    }),
);

test.each(['2026-03-28', '2026-03-29', '2026-03-30', '2026-10-24', '2026-10-25', '2026-10-26'])(
  'the hour of the job, half past five by UTC, lies on %s in London as well, before people begin',
  (day) => {
    expect(londonDate(new Date(`${day}T05:30:00Z`))).toBe(day);
    expect(londonDate(new Date(`${day}T06:30:00Z`))).toBe(day);
  },
);

test('a document that does not suspend warns, and nothing follows', () =>
  context.rolledBack(async (db) => {
    const { id, systemId, providerId } = await givenAdmission(db);
    await requireDocument(db, systemId, INSURANCE, false);
    await aDocument(db, providerId, { expiresOn: '2026-11-20' });
    expect(await mornings(db, '2026-11-22')).toEqual({ ...NOTHING, warned: 1 });
    expect((await lettersOf(db))[0]?.body).toContain('nothing follows by rule');
    expect(await standingOf(db, id)).toMatchObject({ status: 'active' });
  }));

test('a document that a newer one follows is not warned of, and does not suspend', () =>
  context.rolledBack(async (db) => {
    const { id, systemId, providerId } = await givenAdmission(db);
    await requireDocument(db, systemId);
    await aDocument(db, providerId, { expiresOn: '2026-11-20' });
    await aDocument(db, providerId, { expiresOn: '2027-11-20' });
    expect(await mornings(db, '2026-11-22')).toEqual(NOTHING);
    expect(await standingOf(db, id)).toMatchObject({ status: 'active' });
  }));

test('what a commissioner suspended is not reinstated by rule', () =>
  context.rolledBack(async (db) => {
    const { id, actors } = await givenAdmission(db);
    const input = { id, reason: 'A finding.', today: '2026-11-22', publicUrl: MARKET };
    await suspendAdmission(db, actors.lead, input);
    expect(await mornings(db, '2026-11-23')).toEqual(NOTHING);
    expect(await standingOf(db, id)).toMatchObject({ suspension: 'decision' });
  }));

test('a provider’s new document reinstates its own admissions, and only where nothing else has expired', () =>
  context.rolledBack(async (db) => {
    const [one, other] = [await givenAdmission(db), await givenAdmission(db)];
    for (const { systemId, providerId } of [one, other]) {
      for (const kind of [INSURANCE, 'safeguarding_policy']) {
        await requireDocument(db, systemId, kind);
        await aDocument(db, providerId, { documentKind: kind, expiresOn: '2026-11-20' });
      }
    }
    const today = '2026-11-22';
    expect(await morning(db, today)).toMatchObject({ suspended: 2 });
    const upload = async (documentKind: string) => {
      for (const { providerId } of [one, other])
        await aDocument(db, providerId, { documentKind, expiresOn: '2027-11-20' });
      return asTheSystem(db, (inner) =>
        reinstateAfterDocument(inner, { providerId: one.providerId, today, publicUrl: MARKET }),
      );
    };
    expect(await upload(INSURANCE)).toBe(0);
    expect(await upload('safeguarding_policy')).toBe(1);
    expect(await standingOf(db, one.id)).toMatchObject({ status: 'active' });
    expect(await standingOf(db, other.id)).toMatchObject({ suspension: 'document' });
  }));

test('two jobs at once do it once', async () => {
  const { id } = await inTransaction(shared.database, async (db) => {
    const given = await givenAdmission(db);
    await requireDocument(db, given.systemId);
    await aDocument(db, given.providerId, { expiresOn: '2026-11-20' });
    return given;
  });
  const job = (db: Db) => morning(db, '2026-11-22');
  const outcomes = await atOnce(shared, [job, job]);
  const done = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : outcome.reason));
  expect(done).toContainEqual({ ...NOTHING, warned: 1, suspended: 1 });
  expect(done).toContainEqual(NOTHING);
  await inTransaction(shared.database, async (db) => {
    expect(await standingOf(db, id)).toMatchObject({ suspension: 'document' });
    expect(await lettersOf(db)).toHaveLength(3);
  });
});

import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { aMember, anAdmission, aProvider, underRowSecurity } from '../testing.ts';
import { saveCeilings } from './ceilings.server.ts';
import { usualPriceModel } from './price-model.ts';
import { listAddOns, listPricePoints, savePriceModel } from './price-models.server.ts';
import { takeStep } from './system-status-commands.server.ts';
import { aPricedDraft, PUBLIC_URL, people, revisionOf, TODAY } from './testing.ts';

const databases = testDatabase();

/** A published lot of homes with a ceiling, and how its lead sets another. */
async function published(db: Db) {
  const { lead, broker, other, provider } = await people(db);
  const key = await aPricedDraft(db, lead);
  const { systemId, lotId } = key;
  const set = (ceilings: Record<string, number | null>, reason?: string, actor: Actor = lead, addOnCeilings = {}) =>
    underRowSecurity(db, actor, async (rows) =>
      saveCeilings(rows, actor, {
        ...{ ...key, ceilings, addOnCeilings, reason, publicUrl: PUBLIC_URL },
        ...{ hourlyCeilingPence: null, leastIncludedHours: null },
        revision: await revisionOf(db, lotId, 'lots'),
      }),
    );
  expect(await set({ core_0_1: 400_000 })).toBe(0);
  const step = { id: systemId, step: 'publish', today: TODAY, publicUrl: PUBLIC_URL } as const;
  await takeStep(db, lead, { ...step, revision: await revisionOf(db, systemId) });
  return { ...key, lead, broker, other, provider, set };
}

const capped = async (db: Db, lotId: string) =>
  (await listPricePoints(db, [lotId])).flatMap(({ ceilingPence }) => (ceilingPence === null ? [] : [ceilingPence]));

const letters = (db: Db) =>
  db.selectFrom('emails').select(['recipient', 'subject', 'body']).orderBy('recipient').execute();

describe('ceilings of a published lot', () => {
  test('change with a reason alone, which is kept in the audit', () =>
    databases.rolledBack(async (db) => {
      const { lotId, lead, set } = await published(db);
      await expect(set({ core_0_1: 380_000 })).rejects.toMatchObject({
        code: 'conflict',
        message: 'The lot is published: its ceilings change with a reason alone',
      });
      expect(await capped(db, lotId)).toEqual([400_000]);
      expect(await set({ core_0_1: 380_000 }, 'The budget was cut')).toBe(0);
      expect(await capped(db, lotId)).toEqual([380_000]);
      const recorded = await db
        .selectFrom('auditEvents')
        .select(['userId', 'reason'])
        .select([
          sql`before -> 'ceilings' ->> 'core_0_1'`.as('before'),
          sql`after -> 'ceilings' ->> 'core_0_1'`.as('after'),
        ])
        .where('event', '=', 'lot.ceilings_saved')
        .where('subjectId', '=', lotId)
        .orderBy('sequence', 'desc')
        .limit(1)
        .execute();
      expect(recorded).toEqual([
        { userId: lead.userId, reason: 'The budget was cut', before: '400000', after: '380000' },
      ]);
    }));

  test('who is admitted to the lot or applies for it is told, and nobody else; of no change nobody', () =>
    databases.rolledBack(async (db) => {
      const { systemId, lotId, provider, set } = await published(db);
      const bidder = async () => aMember(db, await aProvider(db), 'provider', 'bids');
      const [applicant, withdrawn, left, drafts] = [await bidder(), await bidder(), await bidder(), await bidder()];
      await anAdmission(db, { lotId, providerId: provider.organisationId });
      await anAdmission(db, { lotId, providerId: left.organisationId });
      await db
        .updateTable('admissions')
        .set({ status: 'ended', endedOn: '2026-11-01' })
        .where('providerId', '=', left.organisationId)
        .execute();
      const application = { lotId, submission: 1, submittedAt: new Date(), dueOn: '2027-01-01' };
      const providerId = (actor: Actor) => actor.organisationId;
      await db
        .insertInto('lotApplications')
        .values([
          { ...application, providerId: providerId(applicant), status: 'submitted' },
          { ...application, providerId: providerId(provider), status: 'accepted', tier: 1, decidedAt: new Date() },
          { ...application, providerId: providerId(withdrawn), status: 'withdrawn' },
          { lotId, providerId: providerId(drafts), status: 'draft' },
        ])
        .execute();
      expect(await set({ core_0_1: 400_000 }, 'No change')).toBeUndefined();
      expect(await letters(db)).toEqual([]);
      expect(await set({ core_0_1: 380_000, core_0_3: 350_000 }, 'The budget was cut')).toBe(2);
      const sent = await letters(db);
      const emailOf = async ({ userId }: Actor) =>
        (await db.selectFrom('users').select('email').where('id', '=', userId).executeTakeFirstOrThrow()).email;
      expect(sent.map(({ recipient }) => recipient)).toEqual(
        [await emailOf(applicant), await emailOf(provider)].toSorted(),
      );
      expect(sent[0]?.subject).toBe('Price ceilings of lot 1 of “Homes for children” change');
      for (const words of [
        'for this reason:\n\nThe budget was cut\n\n',
        'Core. Ages 0 to 17, homes for 1 to 2: £4,000 before, £3,800 from now on\n',
        'Core. Ages 0 to 17, homes for 3 or more: none before, £3,500 from now on\n\n',
        `${PUBLIC_URL}/purchasing-systems/${systemId}`,
      ])
        expect(sent[0]?.body).toContain(words);
      expect(sent[0]?.body).not.toContain('Solo');
    }));

  test('the lead’s commissioner alone changes them', () =>
    databases.rolledBack(async (db) => {
      const { lotId, broker, other, provider, set } = await published(db);
      for (const actor of [broker, other, provider])
        await expect(set({ core_0_1: 1 }, 'Mine', actor)).rejects.toMatchObject({ code: 'forbidden' });
      expect(await capped(db, lotId)).toEqual([400_000]);
    }));

  test('of add-ons too: each changes alone, and is told', () =>
    databases.rolledBack(async (db) => {
      const { lotId, provider, set, lead } = await published(db);
      await anAdmission(db, { lotId, providerId: provider.organisationId });
      expect(await set({ core_0_1: 400_000 }, 'Dear', lead, { education: 80_000, nothing: 1 })).toBe(1);
      const addOns = (await listAddOns(db, [lotId])).flatMap(({ code, ceilingPence }) =>
        ceilingPence === null ? [] : [[code, ceilingPence]],
      );
      expect(addOns).toEqual([['education', 80_000]]);
      expect((await letters(db))[0]?.body).toContain('\n\nEducation, a week: none before, £800 from now on\n\n');
    }));

  test('bounds of the hours of support are among them', () =>
    databases.rolledBack(async (db) => {
      const { lead, provider } = await people(db);
      const key = await aPricedDraft(db, lead);
      const content = usualPriceModel('support_hours', 'supported_accommodation');
      await savePriceModel(db, lead, { ...key, revision: 2, ...content });
      const step = { id: key.systemId, step: 'publish', today: TODAY, publicUrl: PUBLIC_URL } as const;
      await takeStep(db, lead, { ...step, revision: await revisionOf(db, key.systemId) });
      await anAdmission(db, { lotId: key.lotId, providerId: provider.organisationId });
      const bounds = {
        ceilings: {},
        addOnCeilings: {},
        hourlyCeilingPence: 3_000,
        leastIncludedHours: 5,
        reason: 'As advertised',
      };
      expect(await saveCeilings(db, lead, { ...key, ...bounds, revision: 3, publicUrl: PUBLIC_URL })).toBe(1);
      expect((await letters(db))[0]?.body).toContain(
        'Each further hour of support: none before, £30 from now on\nHours a week that the fee includes at least: no bound before, 5 from now on',
      );
    }));
});

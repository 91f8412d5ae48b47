import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { underRowSecurity } from '../testing.ts';
import { getAdmission } from './admission.server.ts';
import { END_GROUND_CODES } from './admission.ts';
import { endAdmission } from './admission-decisions.server.ts';
import { AdmissionEnd } from './admission-form.ts';
import { listAdmissions } from './admissions.server.ts';
import { admissionCsvLines } from './admissions-csv.server.ts';
import { givenAdmission, lettersOf, MARKET } from './testing.ts';

const context = testDatabase();
const TODAY = '2026-11-22';
const REASON = 'Two visits found no night staff.';

const end = (db: Db, actor: Actor, id: string) =>
  underRowSecurity(db, actor, (own) =>
    endAdmission(own, actor, { id, ground: 'contract_breach', reason: REASON, today: TODAY, publicUrl: MARKET }),
  );

async function csvOf(db: Db, actor: Actor, systemId: string) {
  const { admissions } = await listAdmissions(db, actor, { systemId, page: 1, today: TODAY });
  let file = '';
  for await (const part of admissionCsvLines(admissions)) file += part;
  return file;
}

test('an end has a ground, in the letter, the audit, the history and the file: for the provider and commissioners who lead', () =>
  context.rolledBack(async (db) => {
    const { id, systemId, actors } = await givenAdmission(db);
    const { lead, leadBroker, member, provider } = actors;
    await end(db, lead, id);
    const [letter] = await lettersOf(db);
    expect(letter?.to).toBe(provider.email);
    expect(letter?.body).toContain(`The ground: It broke its contract.\n\nThe reason given:\n${REASON}`);
    const audit = db.selectFrom('auditEvents').select(['reason', 'after']).where('event', '=', 'admission.ended');
    expect(await audit.execute()).toMatchObject([{ reason: REASON, after: { ground: 'contract_breach' } }]);

    const seenBy = (actor: Actor) =>
      underRowSecurity(db, actor, async (own) => {
        const { endGround, history } = await getAdmission(own, actor, { id, today: TODAY });
        return { endGround, history: history?.map(({ ground }) => ground), csv: await csvOf(own, actor, systemId) };
      });
    for (const actor of [lead, provider]) {
      const { csv, ...seen } = await seenBy(actor);
      expect(seen).toEqual({ endGround: 'contract_breach', history: ['contract_breach'] });
      expect(csv).toContain(`,ended,,2020-04-01,,${TODAY},contract_breach,`);
    }
    for (const actor of [leadBroker, member]) {
      const { csv, ...seen } = await seenBy(actor);
      expect(seen).toEqual({ endGround: null, history: undefined });
      expect(csv).toContain(`,ended,,2020-04-01,,${TODAY},,`);
    }
  }));

test('a later application that is refused has no ground: the earlier end stays in the history', () =>
  context.rolledBack(async (db) => {
    const { id, actors } = await givenAdmission(db);
    await end(db, actors.lead, id);
    await db.updateTable('admissions').set({ admittedOn: null }).where('id', '=', id).execute();
    const { endGround, history } = await getAdmission(db, actors.lead, { id, today: TODAY });
    expect([endGround, history?.map(({ ground }) => ground)]).toEqual([null, ['contract_breach']]);
  }));

test.each([
  ['ended', null],
  ['ended', 'because'],
  ['suspended', 'contract_breach'],
])('the database refuses %s with the ground %s', (change, ground) =>
  context.rolledBack(async (db) => {
    const { id, providerId } = await givenAdmission(db);
    const row = { admissionId: id, providerId, change, ground, reason: REASON };
    await expect(db.insertInto('admissionChanges').values(row).execute()).rejects.toMatchObject({ code: '23514' });
  }),
);

test('the database takes every ground that the form offers; the form no other, and none without', () =>
  context.rolledBack(async (db) => {
    const { id: admissionId, providerId } = await givenAdmission(db);
    for (const ground of END_GROUND_CODES) {
      const row = { admissionId, providerId, change: 'ended', ground, reason: REASON };
      await db.insertInto('admissionChanges').values(row).execute();
      expect(AdmissionEnd.safeParse({ ground, reason: REASON }).success).toBe(true);
    }
    for (const ground of [undefined, '', 'because']) {
      const { error } = AdmissionEnd.safeParse({ ground, reason: REASON });
      expect(error?.issues).toMatchObject([{ path: ['ground'], message: 'Choose the ground on which it ends' }]);
    }
  }));

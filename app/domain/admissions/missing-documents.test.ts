import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import { addDays, formatDate } from '../../lib/dates.ts';
import { listProviderTasks } from '../home/provider-tasks.server.ts';
import { saveRequiredDocuments } from '../selection-questions/required-documents.server.ts';
import { aMember, anAdmission, aProvider, underRowSecurity } from '../testing.ts';
import { getAdmission } from './admission.server.ts';
import { reinstateAdmission } from './admission-decisions.server.ts';
import { keepDocumentsInDate, reinstateAfterDocument } from './expiring-documents.server.ts';
import { askForDocuments } from './missing-documents.server.ts';
import { aDocument, asTheSystem, givenAdmission, lettersOf, MARKET, standingOf } from './testing.ts';

const context = testDatabase();

const KIND = 'statement_of_purpose';
const NOTHING = { warned: 0, suspended: 0, reinstated: 0 };

type Rules = Record<string, 'no' | 'kept' | 'suspends'>;
type Given = Awaited<ReturnType<typeof givenAdmission>>;

/** The lead saves its rules, and the portal tells whom they concern, as the page does. */
async function requireAnew(db: Db, { systemId, actors: { lead } }: Given, today: string, documents: Rules) {
  const { dueOn } = await underRowSecurity(db, lead, (inner) =>
    saveRequiredDocuments(inner, lead, { systemId, documents, today }),
  );
  const day = { systemId, today, publicUrl: MARKET };
  const told = await asTheSystem(db, (inner) => askForDocuments(inner, day));
  expect(await asTheSystem(db, (inner) => askForDocuments(inner, day)), 'told again').toBe(0);
  return { dueOn, told };
}

const morning = (db: Db, today: string) =>
  asTheSystem(db, (inner) => keepDocumentsInDate(inner, { today, publicUrl: MARKET }));

/** The job of a morning, twice: the second finds nothing to do. */
async function mornings(db: Db, today: string) {
  const done = await morning(db, today);
  expect(await morning(db, today), `${today} again`).toEqual(NOTHING);
  return done;
}

/** To whom, since this was asked last. */
async function newLetters(db: Db) {
  const letters = await lettersOf(db);
  await db.deleteFrom('emails').execute();
  return letters;
}

const uploaded = (db: Db, { providerId }: Given, today: string) =>
  asTheSystem(db, (inner) => reinstateAfterDocument(inner, { providerId, today, publicUrl: MARKET }));

test.each(['2026-11-22', '2027-03-01', '2026-10-01'])(
  'required anew on %s and never there: told at once and a week before, the authority on the last day, suspended on the day after',
  (today) =>
    context.rolledBack(async (db) => {
      const given = await givenAdmission(db);
      const { id, actors } = given;
      const dueOn = addDays(today, 28);
      expect(await requireAnew(db, given, today, { [KIND]: 'suspends' })).toEqual({ dueOn, told: 1 });
      const [letter, ...others] = await newLetters(db);
      expect([letter?.to, others]).toEqual([actors.provider.email, []]);
      expect(letter?.body).toContain(`Upload it by ${formatDate(dueOn)}`);
      expect(letter?.body).toContain('suspended on the day after');

      const seen: [number, typeof NOTHING, string[]][] = [];
      for (const left of [28, 27, 8, 7, 6, 1, 0, -1, -2]) {
        const done = await mornings(db, addDays(dueOn, -left));
        const to = (await newLetters(db)).map((letter) => letter.to);
        if (to.length > 0 || JSON.stringify(done) !== JSON.stringify(NOTHING)) seen.push([left, done, to]);
        if (left === 0) expect(await standingOf(db, id), 'on the last day').toMatchObject({ status: 'active' });
      }
      const { provider, lead } = actors;
      expect(seen).toEqual([
        [7, { ...NOTHING, warned: 1 }, [provider.email]],
        [0, { ...NOTHING, warned: 1 }, [lead.email]],
        [-1, { ...NOTHING, suspended: 1 }, [provider.email, lead.email]],
      ]);
      const suspendedOn = addDays(dueOn, 1);
      expect(await standingOf(db, id)).toMatchObject({ status: 'suspended', suspension: 'document', suspendedOn });
      const reason = `Statement of purpose: due by ${formatDate(dueOn)}, and not there.`;
      const changes = db.selectFrom('admissionChanges').select(['change', 'changedBy', 'reason']);
      expect(await changes.execute()).toEqual([{ change: 'suspended', changedBy: null, reason }]);
      const events = db.selectFrom('auditEvents').select(['organisationId', 'userId', 'reason']);
      expect(await events.where('event', '=', 'admission.suspended').execute()).toEqual([
        { organisationId: lead.organisationId, userId: null, reason },
      ]);

      const byHand = { id, reason: 'They asked.', today: suspendedOn, publicUrl: MARKET };
      await expect(reinstateAdmission(db, lead, byHand)).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining(`due by ${formatDate(dueOn)}, is not there`),
      });
      expect(await uploaded(db, given, suspendedOn), 'nothing came').toBe(0);
      await aDocument(db, given.providerId, { documentKind: KIND, expiresOn: null });
      expect(await uploaded(db, given, suspendedOn)).toBe(1);
      expect(await standingOf(db, id)).toMatchObject({ status: 'active', suspension: null });
    }),
);

test('whoever has it is told nothing and stays; whoever waits to be admitted is told; an authority that is no lead is not', () =>
  context.rolledBack(async (db) => {
    const given = await givenAdmission(db);
    await aDocument(db, given.providerId, { documentKind: KIND, expiresOn: '2030-01-01' });
    const waiting = await aProvider(db);
    const bids = await aMember(db, waiting, 'provider', 'bids');
    await db.insertInto('admissions').values({ lotId: given.lotId, providerId: waiting, status: 'pending' }).execute();
    const { dueOn } = await requireAnew(db, given, '2026-11-22', { [KIND]: 'suspends' });
    expect((await newLetters(db)).map(({ to }) => to)).toEqual([bids.email]);
    expect(await mornings(db, addDays(dueOn ?? '', 1))).toEqual({ ...NOTHING, warned: 1 });
    expect(await newLetters(db), 'nobody in force is without it').toEqual([]);
    expect(await standingOf(db, given.id)).toMatchObject({ status: 'active' });
  }));

test('one that had expired before it was required has the same notice', () =>
  context.rolledBack(async (db) => {
    const given = await givenAdmission(db);
    await aDocument(db, given.providerId, { documentKind: KIND, expiresOn: '2026-10-01' });
    const { dueOn } = await requireAnew(db, given, '2026-11-22', { [KIND]: 'suspends' });
    await mornings(db, '2026-11-23');
    await mornings(db, dueOn ?? '');
    expect(await standingOf(db, given.id)).toMatchObject({ status: 'active' });
    expect(await mornings(db, addDays(dueOn ?? '', 1))).toMatchObject({ suspended: 1 });
  }));

test('what is required for notice alone warns, and nothing follows; made to suspend, it has a notice of its own', () =>
  context.rolledBack(async (db) => {
    const given = await givenAdmission(db);
    const first = await requireAnew(db, given, '2026-06-01', { [KIND]: 'kept' });
    expect(first).toEqual({ dueOn: '2026-06-29', told: 1 });
    expect((await newLetters(db))[0]?.body).not.toContain('suspended');
    await mornings(db, '2026-11-22');
    expect(await standingOf(db, given.id)).toMatchObject({ status: 'active' });
    await newLetters(db);

    expect(await requireAnew(db, given, '2026-11-22', { [KIND]: 'suspends', accounts: 'no' })).toEqual({
      dueOn: '2026-12-20',
      told: 1,
    });
    expect(await requireAnew(db, given, '2026-11-30', { [KIND]: 'suspends', accounts: 'suspends' })).toEqual({
      dueOn: '2026-12-28',
      told: 1,
    });
    expect((await newLetters(db)).map(({ subject }) => subject)).toEqual([
      'Due by 20 December 2026: Statement of purpose',
      'Due by 28 December 2026: Last filed accounts',
    ]);
    await mornings(db, '2026-12-20');
    expect(await standingOf(db, given.id)).toMatchObject({ status: 'active' });
    await requireAnew(db, given, '2026-12-20', { [KIND]: 'kept', accounts: 'suspends' });
    await mornings(db, '2026-12-28');
    expect(await standingOf(db, given.id), 'relaxed').toMatchObject({ status: 'active' });
    expect(await mornings(db, '2026-12-29')).toMatchObject({ suspended: 1 });
    await requireAnew(db, given, '2026-12-29', {});
    expect(await mornings(db, '2026-12-29'), 'required no more').toEqual({ ...NOTHING, reinstated: 1 });
  }));

test('a system in which nobody can be yet gives no notice', () =>
  context.rolledBack(async (db) => {
    const given = await givenAdmission(db);
    await db.updateTable('purchasingSystems').set({ status: 'published' }).where('id', '=', given.systemId).execute();
    expect(await requireAnew(db, given, '2026-11-22', { [KIND]: 'suspends' })).toEqual({ dueOn: null, told: 0 });
    expect(await newLetters(db)).toEqual([]);
  }));

test('once its system has ended, nobody is told of it or suspended for it', () =>
  context.rolledBack(async (db) => {
    const given = await givenAdmission(db);
    const { dueOn } = await requireAnew(db, given, '2026-11-22', { [KIND]: 'suspends' });
    await newLetters(db);
    const runs = db.updateTable('purchasingSystems').where('id', '=', given.systemId);
    const tasks = async () =>
      (await listProviderTasks(db, given.actors.provider, '2026-12-18')).filter(({ to }) => to.includes('?kind='));
    for (const over of [
      { status: 'ended', endsOn: '2030-04-01' },
      { status: 'open', endsOn: '2026-12-12' },
    ]) {
      await runs.set(over).execute();
      expect(await mornings(db, addDays(dueOn ?? '', -7))).toEqual(NOTHING);
      expect(await mornings(db, addDays(dueOn ?? '', 1))).toEqual(NOTHING);
      expect(await tasks()).toEqual([]);
    }
    expect(await newLetters(db)).toEqual([]);
    await runs.set({ endsOn: '2030-04-01' }).execute();
    expect(await tasks()).toHaveLength(1);
    expect(await mornings(db, addDays(dueOn ?? '', 1))).toMatchObject({ suspended: 1 });
  }));

test('the conditions of a dynamic market stay, and the job that warns by them does not stumble over that', () =>
  context.rolledBack(async (db) => {
    const { id, systemId } = await givenAdmission(db);
    await db.insertInto('requiredDocuments').values({ systemId, documentKind: KIND, dueOn: '2026-12-20' }).execute();
    await db.updateTable('purchasingSystems').set({ kind: 'dynamic_market' }).where('id', '=', systemId).execute();
    expect(await mornings(db, '2026-11-22')).toEqual({ ...NOTHING, warned: 1 });
    expect(await mornings(db, '2026-12-21')).toEqual({ warned: 1, suspended: 1, reinstated: 0 });
    expect(await standingOf(db, id)).toMatchObject({ suspension: 'document' });
    const change = db.updateTable('requiredDocuments').set({ dueOn: '2027-01-20' }).where('systemId', '=', systemId);
    await expect(change.execute()).rejects.toThrow(/cannot change/);
  }));

test('the provider finds what is due on its admission and among its tasks; another provider does not', () =>
  context.rolledBack(async (db) => {
    const given = await givenAdmission(db);
    const { actors, lotId, providerId } = given;
    await anAdmission(db, { lotId, providerId: actors.rival.organisationId });
    await aDocument(db, actors.rival.organisationId, { documentKind: KIND, expiresOn: null });
    await requireAnew(db, given, '2026-11-22', { [KIND]: 'suspends' });
    const { documents } = await underRowSecurity(db, actors.provider, (own) =>
      getAdmission(own, actors.provider, { id: given.id, today: '2026-11-22' }),
    );
    expect(documents).toMatchObject([{ documentKind: KIND, state: 'missing', dueBy: '2026-12-20' }]);
    const manager = await aMember(db, providerId, 'provider', 'manager');
    const states = async (actor: typeof manager, today: string) =>
      (await underRowSecurity(db, actor, (own) => listProviderTasks(own, actor, today)))
        .filter(({ to }) => to.startsWith('/profile'))
        .map(({ to, state, due }) => [to, state, due]);
    const upload = `/profile/documents/new?kind=${KIND}`;
    expect(await states(actors.provider, '2026-12-20')).toEqual([
      [upload, 'due by 20 Dec 2026', true],
      ['/profile', undefined, undefined],
    ]);
    expect(await states(actors.provider, '2026-12-21')).toContainEqual([upload, 'overdue since 20 Dec 2026', true]);
    expect(await states(manager, '2026-12-20')).toEqual([
      ['/profile', 'Statement of purpose due by 20 Dec 2026', true],
    ]);
    expect(await states(actors.rival, '2026-12-20')).toEqual([['/profile', undefined, undefined]]);
  }));

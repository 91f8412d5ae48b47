import { expect, test } from 'vitest';
import { type Db, inTransaction } from '#db/client.ts';
import { atOnce, testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { aMember, anAuthority, underRowSecurity } from '../testing.ts';
import { getPurchasingSystem } from './purchasing-systems.server.ts';
import { answerInvitation, getOpenInvitation, listOpenInvitations } from './system-invitations.server.ts';
import { getMembership, inviteAuthority, removeMember, withdrawInvitation } from './system-members.server.ts';
import { aDraft, people } from './testing.ts';

const databases = testDatabase();
/** For what is committed. */
const shared = testDatabase();
const publicUrl = 'https://market.example';

const invite = (db: Db, actor: Actor, systemId: string, authorityId: string) =>
  underRowSecurity(db, actor, (rows) => inviteAuthority(rows, actor, { systemId, authorityId, publicUrl }));
const answer = (db: Db, actor: Actor, systemId: string, word: 'accepted' | 'declined') =>
  underRowSecurity(db, actor, (rows) => answerInvitation(rows, actor, { systemId, answer: word }));
const openFor = (db: Db, actor: Actor) => underRowSecurity(db, actor, (rows) => listOpenInvitations(rows, actor));
const memberNames = async (db: Db, systemId: string) =>
  (await db.selectFrom('purchasingSystemMembers').select('authorityId').where('systemId', '=', systemId).execute()).map(
    ({ authorityId }) => authorityId,
  );

test('an authority that is asked sees the draft, and joins it by its own commissioner’s hand alone', () =>
  databases.rolledBack(async (db) => {
    const { lead, broker, other, otherBroker, provider } = await people(db);
    const stranger = await aMember(db, await anAuthority(db), 'authority', 'commissioner');
    const systemId = await aDraft(db, lead);
    for (const actor of [other, provider])
      await expect(invite(db, actor, systemId, other.organisationId)).rejects.toMatchObject({ code: 'not-found' });
    await expect(invite(db, broker, systemId, other.organisationId)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(invite(db, lead, systemId, provider.organisationId)).rejects.toMatchObject({ code: 'not-found' });
    await expect(invite(db, lead, systemId, lead.organisationId)).rejects.toThrow(
      /belongs to this purchasing system already/,
    );
    await invite(db, lead, systemId, other.organisationId);
    await expect(invite(db, lead, systemId, other.organisationId)).rejects.toThrow(/is invited already/);

    const letters = await db.selectFrom('emails').select(['recipient', 'body']).execute();
    expect(letters).toMatchObject([{ recipient: other.email }]);
    expect(letters[0]?.body).toContain(`${publicUrl}/purchasing-systems/${systemId}/invitation`);
    expect(await openFor(db, other)).toEqual([{ systemId, title: 'Homes for children' }]);
    for (const actor of [lead, otherBroker, stranger, provider]) expect(await openFor(db, actor)).toEqual([]);
    await underRowSecurity(db, other, async (rows) => {
      expect((await getPurchasingSystem(rows, other, systemId)).status).toBe('draft');
      expect(await getOpenInvitation(rows, other, systemId)).toMatchObject({ system: { id: systemId } });
    });

    for (const actor of [lead, stranger, provider])
      await expect(answer(db, actor, systemId, 'accepted')).rejects.toMatchObject({ code: 'not-found' });
    await expect(answer(db, otherBroker, systemId, 'accepted')).rejects.toMatchObject({ code: 'forbidden' });
    expect(await memberNames(db, systemId)).toEqual([lead.organisationId]);
    await answer(db, other, systemId, 'accepted');
    expect(await memberNames(db, systemId)).toContain(other.organisationId);
    await expect(answer(db, other, systemId, 'declined')).rejects.toMatchObject({ code: 'conflict' });
    expect(await openFor(db, other)).toEqual([]);
  }));

test('row level security lets nobody in who was not asked, whatever the application does', () =>
  databases.rolledBack(async (db) => {
    const { lead, other, provider } = await people(db);
    const systemId = await aDraft(db, lead);
    const join = (actor: Actor, authorityId: string) =>
      underRowSecurity(db, actor, (rows) =>
        rows.insertInto('purchasingSystemMembers').values({ systemId, authorityId, joinedOn: '2026-11-22' }).execute(),
      );
    for (const actor of [other, provider])
      await expect(join(actor, actor.organisationId)).rejects.toThrow(/row-level security/);
    await expect(join(lead, other.organisationId)).rejects.toThrow(/row-level security/);
  }));

test('whoever declines forgets the draft, and may be asked again; an invitation is withdrawn until it is answered', () =>
  databases.rolledBack(async (db) => {
    const { lead, other } = await people(db);
    const systemId = await aDraft(db, lead);
    const key = { systemId, authorityId: other.organisationId };
    const withdraw = (actor: Actor) => underRowSecurity(db, actor, (rows) => withdrawInvitation(rows, actor, key));
    await invite(db, lead, systemId, other.organisationId);
    await answer(db, other, systemId, 'declined');
    expect(await memberNames(db, systemId)).toEqual([lead.organisationId]);
    await expect(getPurchasingSystem(db, other, systemId)).rejects.toMatchObject({ code: 'not-found' });
    await expect(withdraw(lead)).rejects.toMatchObject({ code: 'conflict' });

    await invite(db, lead, systemId, other.organisationId);
    await expect(withdraw(other)).rejects.toMatchObject({ code: 'forbidden' });
    await withdraw(lead);
    await expect(answer(db, other, systemId, 'accepted')).rejects.toMatchObject({ code: 'not-found' });
    expect((await getMembership(db, lead, systemId)).invitations).toEqual([]);
  }));

test('a member is removed by the lead, with a reason, and needs a new invitation; the lead itself stays', () =>
  databases.rolledBack(async (db) => {
    const { lead, other } = await people(db);
    const systemId = await aDraft(db, lead);
    await invite(db, lead, systemId, other.organisationId);
    await answer(db, other, systemId, 'accepted');
    const remove = (actor: Actor, authorityId: string) =>
      underRowSecurity(db, actor, (rows) => removeMember(rows, actor, { systemId, authorityId, reason: 'It left' }));
    await expect(remove(other, lead.organisationId)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(remove(lead, lead.organisationId)).rejects.toMatchObject({ code: 'conflict' });
    await remove(lead, other.organisationId);
    expect(await memberNames(db, systemId)).toEqual([lead.organisationId]);
    await expect(remove(lead, other.organisationId)).rejects.toMatchObject({ code: 'not-found' });
    await expect(answer(db, other, systemId, 'accepted')).rejects.toMatchObject({ code: 'not-found' });
    const { rows } = {
      rows: await db.selectFrom('auditEvents').select(['event', 'reason']).where('subjectId', '=', systemId).execute(),
    };
    expect(rows).toContainEqual({ event: 'purchasing_system.member_removed', reason: 'It left' });
  }));

test('of an acceptance and a refusal at once one counts, and the other learns that it is answered', async () => {
  const { other, systemId } = await inTransaction(shared.database, async (db) => {
    const { lead, other } = await people(db);
    const systemId = await aDraft(db, lead);
    await inviteAuthority(db, lead, { systemId, authorityId: other.organisationId, publicUrl });
    return { other, systemId };
  });
  const words = ['accepted', 'declined', 'accepted', 'declined'] as const;
  const outcomes = await atOnce(
    shared,
    words.map((word) => (db: Db) => answerInvitation(db, other, { systemId, answer: word })),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'conflict' });
});

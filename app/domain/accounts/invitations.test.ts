import { expect, test } from 'vitest';
import { type Db, inTransaction } from '#db/client.ts';
import { atOnce, testDatabase } from '#db/testing.ts';
import { aMember, anAuthority, aProvider, underRowSecurity } from '../testing.ts';
import type { Actor } from './actor.ts';
import { digestOf, inviteMember, listInvitations, withdrawInvitation } from './invitations.server.ts';
import { findInvitation, joinAs, joinAsSomebodyNew } from './joining.server.ts';
import { deactivateMember, getMember, listMembers } from './members.server.ts';
import { listMemberships } from './organisations.server.ts';

const context = testDatabase();
const PORTAL = 'https://market.example';
const PASSWORD = 'four words of no use';

const givenAdmin = async (db: Db) => aMember(db, await aProvider(db), 'provider', 'administrator');

/** Invites, and gives the secret that is in the e-mail alone. */
async function invited(db: Db, admin: Actor, email: string, roles: Actor['roles'] = ['bids']): Promise<string> {
  await underRowSecurity(db, admin, (db) => inviteMember(db, admin, { email, roles, publicUrl: PORTAL }));
  const mail = await db
    .selectFrom('emails')
    .select(['subject', 'body'])
    .where('recipient', '=', email)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  const [, secret = ''] = mail.body.match(/https:\/\/market\.example\/join\/([\w-]{43})\n/) ?? [];
  return secret;
}

const join = (db: Db, secret: string, name = 'Bo Ash') => joinAsSomebodyNew(db, { secret, name, password: PASSWORD });

const eventNames = async (db: Db, actor: Actor) => {
  const events = db.selectFrom('auditEvents').select('event').where('organisationId', '=', actor.organisationId);
  return (await events.orderBy('sequence').execute()).map(({ event }) => event);
};

test('somebody new joins by the link: account, membership and audit together', () =>
  context.rolledBack(async (db) => {
    const admin = await givenAdmin(db);
    const secret = await invited(db, admin, 'bo@example.org', ['bids', 'manager']);
    expect(await findInvitation(db, secret)).toMatchObject({
      ...{ email: 'bo@example.org', roles: ['manager', 'bids'], invitedBy: admin.name, hasAccount: false },
    });
    await join(db, secret);
    const user = await db
      .selectFrom('users')
      .innerJoin('accounts', 'accounts.userId', 'users.id')
      .select(['users.id', 'users.name', 'users.emailVerified', 'accounts.providerId', 'accounts.password'])
      .where('users.email', '=', 'bo@example.org')
      .executeTakeFirstOrThrow();
    expect(user).toMatchObject({ name: 'Bo Ash', emailVerified: true, providerId: 'credential' });
    expect(user.password).not.toContain(PASSWORD);
    expect(await getMember(db, admin, user.id)).toMatchObject({ active: true, roles: ['manager', 'bids'] });
    expect(await underRowSecurity(db, admin, (db) => listInvitations(db, admin))).toEqual([]);
    expect(await eventNames(db, admin)).toEqual(['member.invited', 'member.joined']);
    await expect(join(db, secret), 'a second time').rejects.toMatchObject({ code: 'not-found' });
  }));

test('whoever joins through an identity provider has no password', () =>
  context.rolledBack(async (db) => {
    const admin = await givenAdmin(db);
    const secret = await invited(db, admin, 'sso@example.org');
    await joinAsSomebodyNew(db, { secret, name: 'Cy', password: null });
    const credentials = db.selectFrom('accounts').innerJoin('users', 'users.id', 'accounts.userId');
    expect(await credentials.select('accounts.id').where('users.email', '=', 'sso@example.org').execute()).toEqual([]);
    expect((await listMembers(db, admin, { page: 1 })).total).toBe(2);
  }));

test('only the digest of the secret is stored', () =>
  context.rolledBack(async (db) => {
    const secret = await invited(db, await givenAdmin(db), 'dee@example.org');
    const stored = await db.selectFrom('invitations').selectAll().execute();
    expect(stored).toMatchObject([{ tokenHash: digestOf(secret) }]);
    expect(JSON.stringify(stored)).not.toContain(secret);
  }));

test('an account is joined by its own person alone', () =>
  context.rolledBack(async (db) => {
    const admin = await givenAdmin(db);
    const broker = await aMember(db, await anAuthority(db), 'authority', 'broker');
    const secret = await invited(db, admin, broker.email);
    expect(await findInvitation(db, secret)).toMatchObject({ hasAccount: true });
    const byAnother = joinAs(db, { secret, userId: admin.userId });
    await expect(byAnother).rejects.toMatchObject({ code: 'forbidden' });
    await expect(join(db, secret), 'and not made twice').rejects.toMatchObject({ code: 'conflict' });
    await joinAs(db, { secret, userId: broker.userId });
    const memberships = await underRowSecurity(db, broker, (db) => listMemberships(db, broker));
    expect(memberships.map(({ kind, roles }) => [kind, roles])).toEqual([
      ['authority', ['broker']],
      ['provider', ['bids']],
    ]);
  }));

test('a link that is too old, withdrawn, replaced or made up opens nothing', () =>
  context.rolledBack(async (db) => {
    const admin = await givenAdmin(db);
    const replaced = await invited(db, admin, 'eve@example.org');
    const withdrawn = await invited(db, admin, 'eve@example.org');
    const [open] = await listInvitations(db, admin);
    await underRowSecurity(db, admin, (db) => withdrawInvitation(db, admin, open?.id ?? ''));
    const tooOld = await invited(db, admin, 'fay@example.org');
    const update = db.updateTable('invitations').set({ expiresAt: new Date() });
    await update.where('tokenHash', '=', digestOf(tooOld)).execute();
    for (const secret of [replaced, withdrawn, tooOld, '', '\u0000', 'x'.repeat(43)]) {
      expect(await findInvitation(db, secret)).toBeUndefined();
      await expect(join(db, secret)).rejects.toMatchObject({ code: 'not-found' });
      await expect(joinAs(db, { secret, userId: admin.userId })).rejects.toMatchObject({ code: 'not-found' });
    }
    expect((await listInvitations(db, admin)).map(({ email, expired }) => [email, expired])).toEqual([
      ['fay@example.org', true],
    ]);
    const again = withdrawInvitation(db, admin, open?.id ?? '');
    await expect(again).rejects.toMatchObject({ code: 'not-found' });
    expect(await eventNames(db, admin)).toContain('invitation.withdrawn');
  }));

test('a link is good for seven days', () =>
  context.rolledBack(async (db) => {
    const secret = await invited(db, await givenAdmin(db), 'gil@example.org');
    const row = db.selectFrom('invitations').select(['createdAt', 'expiresAt']);
    const { createdAt, expiresAt } = await row.where('tokenHash', '=', digestOf(secret)).executeTakeFirstOrThrow();
    expect(Math.round((expiresAt.getTime() - createdAt.getTime()) / 60_000)).toBe(7 * 24 * 60);
  }));

test('of two who use one link at the same moment, one joins', async () => {
  const { admin, secret } = await inTransaction(context.database, async (db) => {
    const admin = await givenAdmin(db);
    return { admin, secret: await invited(db, admin, 'hal@example.org') };
  });
  const outcomes = await atOnce(
    context,
    ['One', 'Two'].map((name) => (db: Db) => join(db, secret, name)),
  );
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  expect(refused).toMatchObject([{ code: 'not-found' }]);
  const { total } = await inTransaction(context.database, (db) => listMembers(db, admin, { page: 1 }));
  expect(total).toBe(2);
});

test('who was deactivated and is invited again has the new roles alone', () =>
  context.rolledBack(async (db) => {
    const admin = await givenAdmin(db);
    const manager = await aMember(db, admin.organisationId, 'provider', 'manager');
    await deactivateMember(db, admin, manager.userId);
    const secret = await invited(db, admin, manager.email, ['bids']);
    await joinAs(db, { secret, userId: manager.userId });
    expect(await getMember(db, admin, manager.userId)).toMatchObject({ active: true, roles: ['bids'] });
  }));

test('a member is not invited, and nobody to a role of another kind', () =>
  context.rolledBack(async (db) => {
    const admin = await givenAdmin(db);
    const manager = await aMember(db, admin.organisationId, 'provider', 'manager');
    const invite = (actor: Actor, email: string, roles: Actor['roles']) =>
      inviteMember(db, actor, { email, roles, publicUrl: PORTAL });
    await expect(invite(admin, manager.email, ['bids'])).rejects.toMatchObject({ code: 'conflict' });
    await expect(invite(admin, 'ida@example.org', ['broker'])).rejects.toMatchObject({ code: 'forbidden' });
    await expect(invite(admin, 'ida@example.org', [])).rejects.toMatchObject({ code: 'forbidden' });
    await expect(invite(manager, 'ida@example.org', ['bids'])).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listInvitations(db, manager)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await db.selectFrom('emails').select('id').where('recipient', '=', 'ida@example.org').execute()).toEqual([]);
  }));

test('an invitation of another organisation is neither listed nor withdrawn', () =>
  context.rolledBack(async (db) => {
    const admin = await givenAdmin(db);
    const stranger = await givenAdmin(db);
    await invited(db, admin, 'jo@example.org');
    const [open] = await listInvitations(db, admin);
    expect(await listInvitations(db, stranger)).toEqual([]);
    const foreign = withdrawInvitation(db, stranger, open?.id ?? '');
    await expect(foreign).rejects.toMatchObject({ code: 'not-found' });
    expect(await listInvitations(db, admin)).toHaveLength(1);
  }));

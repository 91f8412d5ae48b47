import { randomUUID } from 'node:crypto';
import { type SqlBool, sql } from 'kysely';
import { expect, test } from 'vitest';
import { type Db, inTransaction } from '#db/client.ts';
import { atOnce, testDatabase } from '#db/testing.ts';
import { aMember, anAuthority, anOperator, aProvider, underRowSecurity } from '../testing.ts';
import type { Actor } from './actor.ts';
import { changeRoles, deactivateMember, getMember, listMembers, reactivateMember } from './members.server.ts';
import { getOrganisation, requireTwoFactor } from './organisations.server.ts';

const context = testDatabase();

async function givenProvider(db: Db) {
  const providerId = await aProvider(db);
  return {
    providerId,
    admin: await aMember(db, providerId, 'provider', 'administrator'),
    manager: await aMember(db, providerId, 'provider', 'manager'),
    stranger: await aMember(db, await aProvider(db), 'provider', 'administrator'),
  };
}

const eventsOf = (db: Db, actor: Actor) =>
  db
    .selectFrom('auditEvents')
    .select(['event', 'userId', 'subjectId', 'before', 'after'])
    .where('organisationId', '=', actor.organisationId)
    .orderBy('sequence')
    .execute();

/** A session and an API token of the person. */
async function givenAccess(db: Db, { userId, organisationId }: Actor) {
  const expiresAt = new Date(Date.now() + 3_600_000);
  await db.insertInto('sessions').values({ userId, token: randomUUID(), expiresAt }).execute();
  await db
    .insertInto('apiTokens')
    .values({
      organisationId,
      userId,
      name: 'Export',
      scopes: ['read'],
      tokenHash: randomUUID(),
      hint: 'abcd',
      expiresAt,
    })
    .execute();
}

async function accessOf(db: Db, { userId, organisationId }: Actor) {
  const sessions = await db.selectFrom('sessions').select('id').where('userId', '=', userId).execute();
  const tokens = await db
    .selectFrom('apiTokens')
    .select('id')
    .where('userId', '=', userId)
    .where('organisationId', '=', organisationId)
    .where('revokedAt', 'is', null)
    .execute();
  return { sessions: sessions.length, tokens: tokens.length };
}

test('everybody sees names and roles; who manages them sees addresses and those who were deactivated as well', () =>
  context.rolledBack(async (db) => {
    const { admin, manager, stranger } = await givenProvider(db);
    const gone = await aMember(db, admin.organisationId, 'provider', 'bids');
    await deactivateMember(db, admin, gone.userId);
    const managed = await underRowSecurity(db, admin, (db) => listMembers(db, admin, { page: 1 }));
    expect(managed.members.map(({ email, active }) => [email, active])).toEqual([
      [admin.email, true],
      [manager.email, true],
      [gone.email, false],
    ]);
    const seen = await underRowSecurity(db, manager, (db) => listMembers(db, manager, { page: 1 }));
    expect(seen.members.map(({ userId }) => userId)).toEqual([admin.userId, manager.userId]);
    for (const member of seen.members) expect(member).toMatchObject({ email: null, twoFactorEnabled: null });
    const foreign = await listMembers(db, stranger, { page: 1 });
    expect(foreign.members.map(({ userId }) => userId)).toEqual([stranger.userId]);
  }));

test('roles change, and the audit says from what to what', () =>
  context.rolledBack(async (db) => {
    const { admin, manager } = await givenProvider(db);
    await underRowSecurity(db, admin, (db) =>
      changeRoles(db, admin, { userId: manager.userId, roles: ['bids', 'manager'] }),
    );
    await changeRoles(db, admin, { userId: manager.userId, roles: ['manager', 'bids'] });
    expect((await getMember(db, admin, manager.userId)).roles).toEqual(['manager', 'bids']);
    expect(await eventsOf(db, admin)).toEqual([
      {
        event: 'member.roles_changed',
        userId: admin.userId,
        subjectId: manager.userId,
        before: { roles: ['manager'] },
        after: { roles: ['manager', 'bids'] },
      },
    ]);
  }));

test('no command gives a role that another kind of organisation has, or none', () =>
  context.rolledBack(async (db) => {
    const { admin, manager } = await givenProvider(db);
    for (const roles of [['broker'], ['manager', 'operator'], ['commissioner'], []] as Actor['roles'][]) {
      await expect(changeRoles(db, admin, { userId: manager.userId, roles })).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
    expect((await getMember(db, admin, manager.userId)).roles).toEqual(['manager']);
  }));

test('a member who is deactivated has no session and no token from that moment, and the audit says so', () =>
  context.rolledBack(async (db) => {
    const { admin, manager, stranger } = await givenProvider(db);
    await givenAccess(db, manager);
    await givenAccess(db, admin);
    const elsewhere = { ...manager, organisationId: stranger.organisationId };
    await db
      .insertInto('members')
      .values({ userId: manager.userId, organisationId: elsewhere.organisationId, roles: ['bids'] })
      .execute();
    await givenAccess(db, elsewhere);

    await underRowSecurity(db, admin, (db) => deactivateMember(db, admin, manager.userId));
    expect(await accessOf(db, manager)).toEqual({ sessions: 0, tokens: 0 });
    expect(await accessOf(db, admin), 'of nobody else').toEqual({ sessions: 1, tokens: 1 });
    expect((await accessOf(db, elsewhere)).tokens, 'of no other organisation').toBe(1);
    expect(await eventsOf(db, admin)).toMatchObject([
      {
        event: 'member.deactivated',
        subjectId: manager.userId,
        after: { active: false, sessionsEnded: 2, tokensRevoked: 1 },
      },
    ]);
    const change = changeRoles(db, admin, { userId: manager.userId, roles: ['bids'] });
    await expect(change).rejects.toMatchObject({ code: 'conflict' });
    await expect(deactivateMember(db, admin, manager.userId)).rejects.toMatchObject({ code: 'conflict' });

    await underRowSecurity(db, admin, (db) => reactivateMember(db, admin, manager.userId));
    expect(await getMember(db, admin, manager.userId)).toMatchObject({ active: true, roles: ['manager'] });
    expect((await accessOf(db, manager)).tokens, 'a token that was revoked stays so').toBe(0);
    await expect(reactivateMember(db, admin, manager.userId)).rejects.toMatchObject({ code: 'conflict' });
  }));

test('nobody deactivates themselves, however many administrators there are', () =>
  context.rolledBack(async (db) => {
    const { admin } = await givenProvider(db);
    await aMember(db, admin.organisationId, 'provider', 'administrator');
    await expect(deactivateMember(db, admin, admin.userId)).rejects.toMatchObject({ code: 'conflict' });
  }));

test('the last administrator stays one, and so does the last operator', () =>
  context.rolledBack(async (db) => {
    const { admin, manager } = await givenProvider(db);
    const step = (roles: Actor['roles']) => changeRoles(db, admin, { userId: admin.userId, roles });
    await expect(step(['manager'])).rejects.toMatchObject({ code: 'conflict', message: /last administrator/ });
    await step(['manager', 'administrator']);
    await changeRoles(db, admin, { userId: manager.userId, roles: ['administrator'] });
    await deactivateMember(db, admin, manager.userId);
    await expect(step(['manager']), 'one who is deactivated does not count').rejects.toMatchObject({
      code: 'conflict',
    });
    await reactivateMember(db, admin, manager.userId);
    await step(['manager']);

    const operator = await aMember(db, await anOperator(db), 'operator', 'operator');
    const second = await aMember(db, operator.organisationId, 'operator', 'operator');
    await deactivateMember(db, operator, second.userId);
    const byTheGone = deactivateMember(db, second, operator.userId);
    await expect(byTheGone, 'who is deactivated meanwhile manages nobody').rejects.toMatchObject({ code: 'forbidden' });
    expect((await getMember(db, operator, operator.userId)).active).toBe(true);
  }));

test.each([
  ['deactivate', (db: Db, actor: Actor, userId: string) => deactivateMember(db, actor, userId)],
  ['demote', (db: Db, actor: Actor, userId: string) => changeRoles(db, actor, { userId, roles: ['manager'] })],
])('of two administrators who %s each other at the same moment, one succeeds', async (_, act) => {
  const [first, second] = await inTransaction(context.database, async (db) => {
    const providerId = await aProvider(db);
    const people = [1, 2].map(() => aMember(db, providerId, 'provider', 'administrator'));
    return Promise.all(people) as Promise<[Actor, Actor]>;
  });
  const outcomes = await atOnce(context, [
    (db) => act(db, first, second.userId),
    (db) => act(db, second, first.userId),
  ]);
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  expect(refused).toMatchObject([{ code: 'forbidden' }]);
  const left = await context.database
    .selectFrom('members')
    .select('userId')
    .where('organisationId', '=', first.organisationId)
    .where('deactivatedAt', 'is', null)
    .where(sql<SqlBool>`'administrator' = any (roles)`)
    .execute();
  expect(left).toHaveLength(1);
});

test('two administrators who step down at the same moment leave one', async () => {
  const people = await inTransaction(context.database, async (db) => {
    const providerId = await aProvider(db);
    return Promise.all([1, 2].map(() => aMember(db, providerId, 'provider', 'administrator')));
  });
  const outcomes = await atOnce(
    context,
    people.map((person) => (db: Db) => changeRoles(db, person, { userId: person.userId, roles: ['bids'] })),
  );
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  expect(refused).toMatchObject([{ code: 'conflict' }]);
});

test('people of another organisation cannot be found, and members who do not manage change nothing', () =>
  context.rolledBack(async (db) => {
    const { admin, manager, stranger } = await givenProvider(db);
    const commands = (actor: Actor, userId: string) => [
      () => getMember(db, actor, userId),
      () => changeRoles(db, actor, { userId, roles: ['bids'] }),
      () => deactivateMember(db, actor, userId),
      () => reactivateMember(db, actor, userId),
    ];
    for (const command of commands(stranger, manager.userId)) {
      await expect(command()).rejects.toMatchObject({ code: 'not-found' });
    }
    for (const command of [...commands(manager, admin.userId), () => requireTwoFactor(db, manager, true)]) {
      await expect(command()).rejects.toMatchObject({ code: 'forbidden' });
    }
    const commissioner = await aMember(db, await anAuthority(db), 'authority', 'commissioner');
    await expect(requireTwoFactor(db, commissioner, true)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await eventsOf(db, admin)).toEqual([]);
  }));

test('two-factor is required and made optional, each recorded once, and those without are counted', () =>
  context.rolledBack(async (db) => {
    const { admin, manager } = await givenProvider(db);
    await db.updateTable('users').set({ twoFactorEnabled: true }).where('id', '=', manager.userId).execute();
    await underRowSecurity(db, admin, async (db) => {
      for (const required of [true, true, false]) await requireTwoFactor(db, admin, required);
      expect(await getOrganisation(db, admin)).toMatchObject({
        requiresTwoFactor: false,
        members: 2,
        withoutTwoFactor: 1,
      });
    });
    expect((await eventsOf(db, admin)).map(({ event }) => event)).toEqual([
      'organisation.two_factor_required',
      'organisation.two_factor_made_optional',
    ]);
  }));

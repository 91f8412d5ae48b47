import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Role } from '#app/domain/accounts/actor.ts';
import { aMember, anAuthority, aProvider } from '#app/domain/testing.ts';
import type { Db } from './client.ts';
import { testDatabase } from './testing.ts';

const context = testDatabase();

interface SessionIs {
  organisationId?: string;
  signedInBy?: string;
  endsIn?: string;
  seenAgo?: string;
}

async function aSession(db: Db, userId: string, { organisationId, signedInBy, endsIn, seenAgo }: SessionIs = {}) {
  const token = `token of ${userId} ${Math.random()}`;
  const { id } = await db
    .insertInto('sessions')
    .values({
      userId,
      token,
      expiresAt: sql<Date>`now() + ${endsIn ?? '1 day'}::interval`,
      updatedAt: sql<Date>`now() - ${seenAgo ?? '1 minute'}::interval`,
      organisationId: organisationId ?? null,
      signedInBy: signedInBy ?? 'password',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, token };
}

interface Visitor {
  userId: string;
  lacks: string | null;
  organisationId: string | null;
  roles: Role[] | null;
  memberships: number;
}

async function visit(db: Db, token: string): Promise<Visitor | undefined> {
  await sql`set local role sufficiency_market_app`.execute(db);
  const { rows } = await sql<Visitor>`select * from begin_visit(${token})`.execute(db);
  await sql`reset role`.execute(db);
  return rows[0];
}

const join = (db: Db, userId: string, organisationId: string, ...roles: Role[]) =>
  db.insertInto('members').values({ userId, organisationId, roles }).execute();

const deactivate = (db: Db, organisationId: string) =>
  db.updateTable('members').set({ deactivatedAt: new Date() }).where('organisationId', '=', organisationId).execute();

describe('a session', () => {
  test('stands for its person, acting for their one organisation in the roles they have there', () =>
    context.rolledBack(async (db) => {
      await aMember(db, await aProvider(db), 'provider', 'manager');
      const organisationId = await anAuthority(db);
      const { userId } = await aMember(db, organisationId, 'authority', 'broker', 'finance');
      const { token } = await aSession(db, userId);
      const visitor = { userId, lacks: null, organisationId, roles: ['broker', 'finance'], memberships: 1 };
      expect(await visit(db, token)).toMatchObject(visitor);
    }));

  test.each([
    ['unknown', {}, 'another token'],
    ['at its end', { endsIn: '-1 second' }, undefined],
    ['twelve hours without a request', { seenAgo: '12 hours 1 second' }, undefined],
  ] as const)('stands for nobody: %s', (_, session, shown) =>
    context.rolledBack(async (db) => {
      const { userId } = await aMember(db, await anAuthority(db), 'authority', 'broker');
      const { token } = await aSession(db, userId, session);
      expect(await visit(db, shown ?? token)).toBeUndefined();
    }),
  );

  test('that is used goes on; one that is over is not brought back', () =>
    context.rolledBack(async (db) => {
      const { userId } = await aMember(db, await anAuthority(db), 'authority', 'broker');
      const used = await aSession(db, userId, { seenAgo: '11 hours 59 minutes' });
      const over = await aSession(db, userId, { seenAgo: '13 hours' });
      expect(await visit(db, used.token)).toBeDefined();
      expect(await visit(db, over.token)).toBeUndefined();
      expect(await visit(db, over.token)).toBeUndefined();
      const seen = await db.selectFrom('sessions').select('updatedAt').where('id', '=', used.id).executeTakeFirst();
      expect(Date.now() - Number(seen?.updatedAt)).toBeLessThan(60_000);
    }));

  test('of somebody without a membership in force acts for nobody', () =>
    context.rolledBack(async (db) => {
      const organisationId = await anAuthority(db);
      const { userId } = await aMember(db, organisationId, 'authority', 'broker');
      const { token } = await aSession(db, userId, { organisationId });
      await deactivate(db, organisationId);
      expect(await visit(db, token)).toMatchObject({ lacks: 'membership', organisationId: null, memberships: 0 });
    }));

  test('of a member of several acts for the one that was chosen, and for none before', () =>
    context.rolledBack(async (db) => {
      const [first, second] = [await anAuthority(db), await aProvider(db)];
      const { userId } = await aMember(db, first, 'authority', 'broker');
      await join(db, userId, second, 'manager');
      const undecided = await aSession(db, userId);
      expect(await visit(db, undecided.token)).toMatchObject({ lacks: 'choice', organisationId: null, memberships: 2 });
      const decided = await aSession(db, userId, { organisationId: second });
      expect(await visit(db, decided.token)).toMatchObject({ lacks: null, organisationId: second, roles: ['manager'] });
      await deactivate(db, second);
      expect(await visit(db, decided.token)).toMatchObject({ lacks: null, organisationId: first, memberships: 1 });
    }));

  test('acts for no organisation that the person is not in, whatever it holds', () =>
    context.rolledBack(async (db) => {
      const { userId } = await aMember(db, await anAuthority(db), 'authority', 'broker');
      await join(db, userId, await aProvider(db), 'manager');
      const { token } = await aSession(db, userId, { organisationId: await aProvider(db) });
      expect(await visit(db, token)).toMatchObject({ lacks: 'choice', organisationId: null });
    }));

  test('waits for a second factor where the organisation requires one, unless an identity provider signed in', () =>
    context.rolledBack(async (db) => {
      const organisationId = await anAuthority(db);
      const { userId } = await aMember(db, organisationId, 'authority', 'broker');
      await db.updateTable('organisations').set({ requiresTwoFactor: true }).execute();
      const { token } = await aSession(db, userId);
      expect(await visit(db, token)).toMatchObject({ lacks: 'second_factor' });
      expect(await visit(db, (await aSession(db, userId, { signedInBy: 'kent' })).token)).toMatchObject({
        lacks: null,
      });
      await db.updateTable('users').set({ twoFactorEnabled: true }).where('id', '=', userId).execute();
      expect(await visit(db, token)).toMatchObject({ lacks: null, organisationId });
    }));
});

/** What a function answers the application when `userId` acts for the organisation. */
async function asked(
  db: Db,
  acting: { userId: string; organisationId: string },
  call: ReturnType<typeof sql<{ answer: unknown }>>,
) {
  await sql`select set_config('app.person', ${acting.userId}, true), set_config('app.organisation', ${acting.organisationId}, true)`.execute(
    db,
  );
  await sql`set local role sufficiency_market_app`.execute(db);
  const { rows } = await call.execute(db);
  await sql`reset role`.execute(db);
  return rows[0]?.answer;
}

describe('choosing an organisation', () => {
  test('is for one’s own session and one’s own organisations', () =>
    context.rolledBack(async (db) => {
      const [mine, other, foreign] = [await anAuthority(db), await aProvider(db), await aProvider(db)];
      const me = await aMember(db, mine, 'authority', 'broker');
      await join(db, me.userId, other, 'manager');
      const somebody = await aMember(db, foreign, 'provider', 'manager');
      const session = await aSession(db, me.userId);
      const theirs = await aSession(db, somebody.userId);
      const choose = (id: string, organisation: string) =>
        asked(db, me, sql`select choose_organisation(${id}, ${organisation}) as answer`);
      expect(await choose(session.id, foreign)).toBe(false);
      expect(await choose(theirs.id, foreign)).toBe(false);
      expect(await choose(theirs.id, other)).toBe(false);
      expect(await choose(session.id, other)).toBe(true);
      expect(await visit(db, session.token)).toMatchObject({ lacks: null, organisationId: other });
      await deactivate(db, other);
      expect(await choose(session.id, other)).toBe(false);
    }));
});

describe('ending sessions', () => {
  test('is for one’s own and those of members of one’s organisation', () =>
    context.rolledBack(async (db) => {
      const organisationId = await anAuthority(db);
      const me = await aMember(db, organisationId, 'authority', 'administrator');
      const colleague = await aMember(db, organisationId, 'authority', 'broker');
      const stranger = await aMember(db, await anAuthority(db), 'authority', 'broker');
      const kept = await aSession(db, me.userId);
      for (const { userId } of [me, colleague, colleague, stranger]) await aSession(db, userId);
      const end = (person: string, keep: string | null = null) =>
        asked(db, me, sql`select end_sessions(${person}, ${keep}) as answer`);
      expect(await end(stranger.userId)).toBe(0);
      expect(await end(colleague.userId)).toBe(2);
      expect(await end(me.userId, kept.id)).toBe(1);
      expect(await visit(db, kept.token)).toBeDefined();
    }));
});

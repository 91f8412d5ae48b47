import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Db } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import { aMember, anAuthority, anOperator, aProvider, underRowSecurity } from '../testing.ts';
import type { Actor } from './actor.ts';
import { digestOf, writeInvitation } from './invitations.server.ts';
import { findInvitation, joinAsSomebodyNew } from './joining.server.ts';

// What the portal's own database role may do, whatever a query forgets to ask: no where clause in these.

const context = testDatabase();
const REFUSED = { code: '42501' };

async function given(db: Db) {
  const owner = await aMember(db, await aProvider(db), 'provider', 'administrator');
  const stranger = await aMember(db, await anAuthority(db), 'authority', 'administrator');
  const operator = await aMember(db, await anOperator(db), 'operator', 'operator');
  const { organisationId, userId } = owner;
  const { secret } = await writeInvitation(db, {
    ...{ organisationId, email: 'kim@example.org', roles: ['bids'], invitedBy: userId },
  });
  await db
    .insertInto('organisationApplications')
    .values({
      ...{ kind: 'provider', name: 'Larch House', companyNumber: '01234567', urns: ['SC123456'] },
      ...{ applicantName: 'Lee', applicantEmail: 'lee@example.org' },
    })
    .execute();
  return { owner, stranger, operator, secret };
}

const countsFor = (db: Db, actor: Actor | null) =>
  underRowSecurity(db, actor, async (db) => {
    const counted = async (table: 'invitations' | 'members' | 'organisationApplications') => {
      const { count } = await db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return count;
    };
    return {
      members: await counted('members'),
      invitations: await counted('invitations'),
      applications: await counted('organisationApplications'),
    };
  });

test('members and invitations are seen by their own organisation, applications by the operator alone', () =>
  context.rolledBack(async (db) => {
    const { owner, stranger, operator } = await given(db);
    expect(await countsFor(db, owner)).toEqual({ members: 1, invitations: 1, applications: 0 });
    expect(await countsFor(db, stranger)).toEqual({ members: 1, invitations: 0, applications: 0 });
    expect(await countsFor(db, operator)).toEqual({ members: 1, invitations: 0, applications: 1 });
    expect(await countsFor(db, null)).toEqual({ members: 0, invitations: 0, applications: 0 });
  }));

test('nobody writes the members, the invitations, the applications or the settings of others', () =>
  context.rolledBack(async (db) => {
    const { owner, stranger } = await given(db);
    for (const actor of [stranger, null]) {
      const changed = await underRowSecurity(db, actor, async (db) => {
        const updates = [
          db
            .updateTable('members')
            .set({ roles: ['bids'] })
            .where('userId', '!=', stranger.userId),
          db.updateTable('invitations').set({ withdrawnAt: new Date() }),
          db.updateTable('organisationApplications').set({ status: 'refused', decidedAt: new Date() }),
          db.updateTable('organisations').set({ requiresTwoFactor: true }).where('id', '=', owner.organisationId),
        ];
        let rows = 0n;
        for (const update of updates) rows += (await update.executeTakeFirstOrThrow()).numUpdatedRows;
        return rows;
      });
      expect(changed).toBe(0n);

      const { organisationId } = owner;
      const invitation = {
        organisationId,
        email: 'me@example.org',
        roles: ['administrator'] as const,
        invitedBy: null,
      };
      const inserts = [
        (db: Db) =>
          db
            .insertInto('members')
            .values({ organisationId, userId: stranger.userId, roles: ['administrator'] })
            .execute(),
        (db: Db) => writeInvitation(db, invitation),
        (db: Db) => db.insertInto('organisations').values({ kind: 'provider', slug: 'mine', name: 'Mine' }).execute(),
      ];
      for (const insert of inserts)
        await expect(underRowSecurity<unknown>(db, actor, insert)).rejects.toMatchObject(REFUSED);
    }
  }));

test('nobody applies with an application that is decided already', () =>
  context.rolledBack(async (db) => {
    const { owner } = await given(db);
    const admitted = (db: Db) =>
      db
        .insertInto('organisationApplications')
        .values({
          ...{ kind: 'provider', name: 'Ash', companyNumber: '01234567', urns: [], applicantName: 'Me' },
          ...{ applicantEmail: 'me@example.org', status: 'admitted', decidedAt: new Date() },
          organisationId: owner.organisationId,
        })
        .execute();
    await expect(underRowSecurity(db, null, admitted)).rejects.toMatchObject(REFUSED);
  }));

test('the role of sessions joins people, and sees nothing of the market or of applications', () =>
  context.rolledBack(async (db) => {
    const { secret } = await given(db);
    await sql`set local role sufficiency_market_identity`.execute(db);
    expect(await findInvitation(db, secret)).toMatchObject({ email: 'kim@example.org' });
    await joinAsSomebodyNew(db, { secret, name: 'Kim', password: 'four words of no use' });
    expect(await findInvitation(db, secret)).toBeUndefined();
    for (const table of ['vacancies', 'organisation_applications', 'audit_events']) {
      await sql`savepoint before_reading`.execute(db);
      await expect(sql`select from ${sql.table(table)}`.execute(db)).rejects.toMatchObject(REFUSED);
      await sql`rollback to savepoint before_reading`.execute(db);
    }
    await sql`reset role`.execute(db);
    const joined = db.selectFrom('invitations').select('acceptedBy').where('tokenHash', '=', digestOf(secret));
    expect((await joined.executeTakeFirstOrThrow()).acceptedBy).not.toBeNull();
  }));

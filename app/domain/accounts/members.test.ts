import { expect, test } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import { aMember, anAuthority, aProvider } from '../testing.ts';
import { findActor } from './members.server.ts';

const context = testDatabase();

const NOW = '2026-11-22T09:00:00Z';

test('a member acts for their organisation, in the roles they have there', () =>
  context.rolledBack(async (db) => {
    await aMember(db, await aProvider(db), 'provider', 'manager');
    const authorityId = await anAuthority(db);
    const { userId: id, name, email } = await aMember(db, authorityId, 'authority', 'broker', 'finance');
    expect(await findActor(db, { id, name, email })).toMatchObject({
      userId: id,
      organisationId: authorityId,
      organisationKind: 'authority',
      roles: ['broker', 'finance'],
    });
  }));

test('whoever was deactivated acts for nobody; nor does an account without an organisation', () =>
  context.rolledBack(async (db) => {
    const { userId: id, name, email } = await aMember(db, await aProvider(db), 'provider', 'manager');
    await db.updateTable('members').set({ deactivatedAt: NOW }).execute();
    expect(await findActor(db, { id, name, email })).toBeUndefined();
    await db.deleteFrom('members').execute();
    await aMember(db, await anAuthority(db), 'authority', 'broker');
    expect(await findActor(db, { id, name, email })).toBeUndefined();
  }));

test('of several memberships the oldest in force counts', () =>
  context.rolledBack(async (db) => {
    const organisations = [await anAuthority(db), await aProvider(db), await aProvider(db)] as const;
    const [newest, oldest, second] = organisations;
    const user = await aMember(db, newest, 'authority', 'broker');
    for (const organisationId of [oldest, second])
      await db
        .insertInto('members')
        .values({ userId: user.userId, organisationId, roles: ['manager'] })
        .execute();
    for (const [organisationId, createdAt] of [
      [newest, '2026-01-01T09:00:00Z'],
      [oldest, '2024-01-01T09:00:00Z'],
      [second, '2025-01-01T09:00:00Z'],
    ] as const)
      await db.updateTable('members').set({ createdAt }).where('organisationId', '=', organisationId).execute();

    const actsFor = async () => (await findActor(db, { ...user, id: user.userId }))?.organisationId;
    for (const organisationId of [oldest, second, newest]) {
      expect(await actsFor()).toBe(organisationId);
      await db
        .updateTable('members')
        .set({ deactivatedAt: NOW })
        .where('organisationId', '=', organisationId)
        .execute();
    }
    expect(await actsFor()).toBeUndefined();
  }));

import type { Db } from '#db/client.ts';
import { DomainError } from '../errors.ts';
import { listSessions } from './account-sessions.server.ts';
import type { Person, Role } from './actor.ts';

/** better-auth's name of the account that has a password. */
export const CREDENTIAL = 'credential';

export interface Account {
  name: string;
  email: string;
  hasPassword: boolean;
  hasSecondFactor: boolean;
  openSessions: number;
  organisations: { id: string; name: string; roles: Role[]; requiresTwoFactor: boolean }[];
}

/** What a person sees of their own account. In asIdentity. */
export async function getAccount(db: Db, { userId }: Pick<Person, 'userId'>): Promise<Account> {
  const user = await db
    .selectFrom('users')
    .leftJoin('accounts', (join) =>
      join.onRef('accounts.userId', '=', 'users.id').on('accounts.providerId', '=', CREDENTIAL),
    )
    .select(['name', 'email', 'twoFactorEnabled as hasSecondFactor', 'password'])
    .where('users.id', '=', userId)
    .executeTakeFirst();
  if (!user) throw new DomainError('not-found', 'Account not found');
  const { password, ...shown } = user;
  const openSessions = (await listSessions(db, { userId })).length;
  return { ...shown, hasPassword: password !== null, openSessions, organisations: await organisationsOf(db, userId) };
}

async function organisationsOf(db: Db, userId: string): Promise<Account['organisations']> {
  const rows = await db
    .selectFrom('members')
    .innerJoin('organisations', 'organisations.id', 'members.organisationId')
    .select(['organisations.id', 'organisations.name', 'roles', 'requiresTwoFactor'])
    .where('userId', '=', userId)
    .where('deactivatedAt', 'is', null)
    .orderBy('organisations.name')
    .orderBy('organisations.id')
    .limit(100)
    .execute();
  return rows.map((row) => ({ ...row, roles: row.roles as Role[] }));
}

export async function changeName(db: Db, { userId }: Pick<Person, 'userId'>, name: string): Promise<void> {
  await db.updateTable('users').set({ name, updatedAt: new Date() }).where('id', '=', userId).execute();
}

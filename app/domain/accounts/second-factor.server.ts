import type { Db } from '#db/client.ts';
import { DomainError } from '../errors.ts';
import { queueEmail } from '../mail/mail.server.ts';
import { endSessionsBut } from './account-sessions.server.ts';
import type { Person } from './actor.ts';
import { recordForMember } from './member-events.server.ts';
import { timeStepOf } from './totp.server.ts';

// Everything here runs in asIdentity. Secrets and recovery codes are better-auth's own, sealed by its key: `unseal` opens them.

type Unseal = (sealed: string) => Promise<string>;

const KEPT_STEPS_MINUTES = 60;

/** Whether the code is the person's for now and was not used before: using it uses it up (RFC 6238, 5.2), whatever follows. */
export async function spendCode(db: Db, userId: string, code: string, unseal: Unseal): Promise<boolean> {
  const factor = await db.selectFrom('twoFactors').select('secret').where('userId', '=', userId).executeTakeFirst();
  if (!factor) return false;
  const timeStep = timeStepOf(await unseal(factor.secret), code, Date.now());
  if (timeStep === undefined) return false;
  await db
    .deleteFrom('twoFactorUses')
    .where('userId', '=', userId)
    .where('usedAt', '<', new Date(Date.now() - KEPT_STEPS_MINUTES * 60_000))
    .execute();
  const spent = await db
    .insertInto('twoFactorUses')
    .values({ userId, timeStep })
    .onConflict((conflict) => conflict.columns(['userId', 'timeStep']).doNothing())
    .returning('timeStep')
    .executeTakeFirst();
  return spent !== undefined;
}

/** The organisations of the person that ask for a second factor. */
export async function listRequiring(db: Db, { userId }: Pick<Person, 'userId'>): Promise<string[]> {
  const rows = await db
    .selectFrom('members')
    .innerJoin('organisations', 'organisations.id', 'members.organisationId')
    .select('organisations.name')
    .where('userId', '=', userId)
    .where('deactivatedAt', 'is', null)
    .where('requiresTwoFactor', '=', true)
    .orderBy('organisations.name')
    .orderBy('organisations.id')
    .limit(100)
    .execute();
  return rows.map(({ name }) => name);
}

/**
 * Turns two-factor on, after a code of the secret that better-auth has made was spent: other sessions end, since they began without it.
 * Returns the recovery codes, to be shown once.
 */
export async function enableSecondFactor(
  db: Db,
  { userId, sessionId }: Pick<Person, 'userId' | 'sessionId'>,
  unseal: Unseal,
): Promise<string[]> {
  const factor = await db
    .updateTable('twoFactors')
    .set({ verified: true })
    .where('userId', '=', userId)
    .where('verified', '=', false)
    .returning('backupCodes')
    .executeTakeFirst();
  if (!factor) throw new DomainError('conflict', 'Two-factor sign-in is on already, or its set-up was not begun');
  await db
    .updateTable('users')
    .set({ twoFactorEnabled: true, updatedAt: new Date() })
    .where('id', '=', userId)
    .execute();
  await endSessionsBut(db, userId, sessionId);
  await recordForMember(db, userId, { event: 'account.second_factor_enabled' });
  return JSON.parse(await unseal(factor.backupCodes)) as string[];
}

/** Whether the recovery code is one of the person's that is left. */
export async function hasRecoveryCode(db: Db, userId: string, code: string, unseal: Unseal): Promise<boolean> {
  const factor = await db
    .selectFrom('twoFactors')
    .select('backupCodes')
    .where('userId', '=', userId)
    .where('verified', '=', true)
    .executeTakeFirst();
  return factor ? (JSON.parse(await unseal(factor.backupCodes)) as string[]).includes(code) : false;
}

/**
 * Turns two-factor off; refused while an organisation of the person's requires it, unless another authenticator takes its place: begin_visit
 * lets them act for that organisation only then.
 */
export async function disableSecondFactor(
  db: Db,
  { userId, email, sessionId }: Pick<Person, 'userId' | 'email' | 'sessionId'>,
  { replacing = false } = {},
): Promise<void> {
  const requiring = replacing ? [] : await listRequiring(db, { userId });
  if (requiring.length > 0) {
    throw new DomainError('conflict', `Two-factor sign-in stays on: ${requiring.join(' and ')} requires it`);
  }
  await db.deleteFrom('twoFactors').where('userId', '=', userId).execute();
  await db
    .updateTable('users')
    .set({ twoFactorEnabled: false, updatedAt: new Date() })
    .where('id', '=', userId)
    .execute();
  await endSessionsBut(db, userId, sessionId);
  await queueEmail(db, {
    to: email,
    subject: 'Two-factor sign-in was turned off',
    text: [
      'Your Sufficiency Market account now asks for your password alone, and every other browser was signed out.',
      'If that was not you, change your password at once and tell your organisation’s administrator.',
    ].join('\n\n'),
  });
  await recordForMember(db, userId, { event: 'account.second_factor_disabled' });
}

/** Puts new recovery codes, sealed, in the place of the old ones. */
export async function renewRecoveryCodes(db: Db, { userId }: Pick<Person, 'userId'>, sealed: string): Promise<void> {
  await db.updateTable('twoFactors').set({ backupCodes: sealed }).where('userId', '=', userId).execute();
  await recordForMember(db, userId, { event: 'account.recovery_codes_renewed' });
}

/** A recovery code has signed the person in: they hear of it. */
export async function tellOfRecoveryCode(db: Db, userId: string, unseal: Unseal): Promise<void> {
  const found = await db
    .selectFrom('twoFactors')
    .innerJoin('users', 'users.id', 'twoFactors.userId')
    .select(['email', 'backupCodes'])
    .where('users.id', '=', userId)
    .executeTakeFirst();
  if (!found) return;
  const left = (JSON.parse(await unseal(found.backupCodes)) as string[]).length;
  await queueEmail(db, {
    to: found.email,
    subject: 'A recovery code was used to sign in',
    text: [
      `Somebody signed in to your Sufficiency Market account with your password and a recovery code. Codes that are left: ${left}.`,
      'If that was not you, change your password at once and make new recovery codes.',
    ].join('\n\n'),
  });
}

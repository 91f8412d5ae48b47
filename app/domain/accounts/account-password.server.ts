import { hashPassword, verifyPassword } from 'better-auth/crypto';
import type { Db } from '#db/client.ts';
import { queueEmail } from '../mail/mail.server.ts';
import { CREDENTIAL } from './account.server.ts';
import { endSessionsBut } from './account-sessions.server.ts';
import type { Person } from './actor.ts';
import { recordForMember } from './member-events.server.ts';
import { passwordIssue } from './password-rules.server.ts';
import { findLink, LINKS, makeLink, spendLink, withdrawLinks } from './single-use-links.server.ts';

// Everything here runs in asIdentity.

/** Whether it is the person's password; false where they have none. Take a try of LIMITS.password first. */
export async function isPasswordOf(db: Db, userId: string, password: string): Promise<boolean> {
  const account = await db
    .selectFrom('accounts')
    .select('password')
    .where('userId', '=', userId)
    .where('providerId', '=', CREDENTIAL)
    .executeTakeFirst();
  return account?.password ? verifyPassword({ hash: account.password, password }) : false;
}

/** Changes the password, which is checked already by `passwordIssue`, and ends the person's other sessions. */
export async function changePassword(
  db: Db,
  { userId, email, sessionId }: Pick<Person, 'userId' | 'email' | 'sessionId'>,
  password: string,
): Promise<void> {
  await setPassword(db, userId, password);
  await endSessionsBut(db, userId, sessionId);
  await queueEmail(db, {
    to: email,
    subject: 'Your password was changed',
    text: [
      'The password of your Sufficiency Market account was changed, and every other browser was signed out.',
      'If that was not you, ask for a new password at once on the sign-in page, and tell your organisation’s administrator.',
    ].join('\n\n'),
  });
  await recordForMember(db, userId, { event: 'account.password_changed' });
}

interface Links {
  /** The address of a page of ours that takes the secret. */
  link: (secret: string) => string;
  signIn: string;
}

/** Mails a link that sets a new password, to whoever has an account under the address; tells nobody whether there is one. */
export async function requestPasswordReset(db: Db, email: string, { link, signIn }: Links): Promise<void> {
  const user = await db
    .selectFrom('users')
    .leftJoin('accounts', (join) =>
      join.onRef('accounts.userId', '=', 'users.id').on('accounts.providerId', '=', CREDENTIAL),
    )
    .select(['users.id', 'password'])
    .where('email', '=', email)
    .executeTakeFirst();
  if (!user) return;
  if (!user.password) {
    await queueEmail(db, {
      to: email,
      subject: 'You sign in without a password',
      text: [
        'Somebody, most likely you, asked for a new password for Sufficiency Market.',
        `Your account has no password: you sign in through your organisation’s own sign-in service, from ${signIn}`,
        'If it was not you, you need do nothing.',
      ].join('\n\n'),
    });
    return;
  }
  const secret = await makeLink(db, LINKS.resetPassword, user.id);
  await queueEmail(db, {
    to: email,
    subject: 'Choose a new password',
    text: [
      'Somebody, most likely you, asked for a new password for Sufficiency Market. Choose it here, within the hour:',
      link(secret),
      'The link works once. If it was not you, you need do nothing: your password stays as it is.',
    ].join('\n\n'),
  });
}

/** Whom a link for a new password is for; undefined where it is used, over or none. */
export async function findPasswordReset(db: Db, secret: string) {
  const userId = await findLink(db, LINKS.resetPassword, secret);
  return userId
    ? db.selectFrom('users').select(['email', 'name']).where('id', '=', userId).executeTakeFirst()
    : undefined;
}

type Outcome = { done: true } | { issue: string } | { done: false };

/** Sets the password that a link stands for, and signs the person out everywhere. The link stays while the password will not do. */
export async function resetPassword(db: Db, secret: string, password: string): Promise<Outcome> {
  const about = await findPasswordReset(db, secret);
  if (!about) return { done: false };
  const issue = await passwordIssue(password, about);
  if (issue) return { issue };
  const userId = await spendLink(db, LINKS.resetPassword, secret);
  if (!userId) return { done: false };
  await setPassword(db, userId, password);
  await endSessionsBut(db, userId);
  await queueEmail(db, {
    to: about.email,
    subject: 'Your password was changed',
    text: [
      'A new password was set for your Sufficiency Market account by a link that was mailed to you, and every browser was signed out.',
      'If that was not you, tell your organisation’s administrator at once: somebody reads your e-mail.',
    ].join('\n\n'),
  });
  await recordForMember(db, userId, { event: 'account.password_reset' });
  return { done: true };
}

/** Links that were mailed for another one count no longer. */
async function setPassword(db: Db, userId: string, password: string): Promise<void> {
  await withdrawLinks(db, LINKS.resetPassword, userId);
  const hash = await hashPassword(password);
  await db
    .updateTable('accounts')
    .set({ password: hash, updatedAt: new Date() })
    .where('userId', '=', userId)
    .where('providerId', '=', CREDENTIAL)
    .execute();
}

import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { DomainError } from '../errors.ts';
import { queueEmail } from '../mail/mail.server.ts';
import { endSessionsBut } from './account-sessions.server.ts';
import type { Person } from './actor.ts';
import { recordForMember } from './member-events.server.ts';
import { findLink, LINKS, makeLink, spendLink, withdrawLinks } from './single-use-links.server.ts';

// Everything here runs in asIdentity.

/**
 * Mails a link to the new address that makes it the person's, and a notice to the old one. Whoever asks is not told that an address is
 * taken: the one who has it is.
 */
export async function requestEmailChange(
  db: Db,
  { userId, email }: Pick<Person, 'userId' | 'email'>,
  newEmail: string,
  link: (secret: string) => string,
): Promise<void> {
  const taken = await db.selectFrom('users').select('id').where('email', '=', newEmail).executeTakeFirst();
  if (taken) {
    await queueEmail(db, {
      to: newEmail,
      subject: 'Your address was named for another account',
      text: [
        'Somebody asked to use this address for another Sufficiency Market account. It is yours already, so nothing was changed.',
        'If it was you: sign in with this address, or have your organisation’s administrator deactivate one of the accounts.',
      ].join('\n\n'),
    });
  } else {
    const secret = await makeLink(db, LINKS.changeEmail, JSON.stringify({ userId, newEmail }));
    await queueEmail(db, {
      to: newEmail,
      subject: 'Confirm your new email address',
      text: [
        'Confirm that this is your address for Sufficiency Market, within a day and signed in to your account:',
        link(secret),
        'The link works once. If you did not ask for it, you need do nothing.',
      ].join('\n\n'),
    });
  }
  await queueEmail(db, {
    to: email,
    subject: 'A change of your email address was asked for',
    text: [
      `Somebody signed in to your Sufficiency Market account asked to change its email address to ${newEmail}. It changes once that address is confirmed.`,
      'If it was not you, change your password at once: that signs every other browser out.',
    ].join('\n\n'),
  });
}

/** The address that a link would make the person's; undefined where it is used, over, none, or of somebody else. */
export async function findEmailChange(db: Db, { userId }: Pick<Person, 'userId'>, secret: string) {
  return addressFor(userId, await findLink(db, LINKS.changeEmail, secret));
}

/** Makes the confirmed address the person's and ends their other sessions. */
export async function confirmEmailChange(
  db: Db,
  { userId, email, sessionId }: Pick<Person, 'userId' | 'email' | 'sessionId'>,
  secret: string,
): Promise<void> {
  const newEmail = addressFor(userId, await spendLink(db, LINKS.changeEmail, secret));
  if (!newEmail) throw new DomainError('not-found', OVER);
  // Two who confirm one address at the same moment: the second sees what the first did.
  await sql`select pg_advisory_xact_lock(hashtextextended(${newEmail}, 0))`.execute(db);
  const changed = await db
    .updateTable('users')
    .set({ email: newEmail, emailVerified: true, updatedAt: new Date() })
    .where('id', '=', userId)
    // Taken since the link was mailed: by who has that mailbox, so the link tells nothing new.
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('users as other').select('other.id').where('other.email', '=', newEmail))),
    )
    .returning('id')
    .executeTakeFirst();
  if (!changed) throw new DomainError('not-found', OVER);
  // They were mailed to the address that is the person's no longer.
  await withdrawLinks(db, LINKS.resetPassword, userId);
  await endSessionsBut(db, userId, sessionId);
  await queueEmail(db, {
    to: email,
    subject: 'Your email address was changed',
    text: [
      `The email address of your Sufficiency Market account is now ${newEmail}. Mail about it no longer comes here.`,
      'If that was not you, tell your organisation’s administrator at once.',
    ].join('\n\n'),
  });
  await recordForMember(db, userId, {
    event: 'account.email_changed',
    before: { email },
    after: { email: newEmail },
  });
}

const OVER = 'This link no longer works: it was used, it is over, or it is of another account. Ask for a new one.';

function addressFor(userId: string, value: string | undefined): string | undefined {
  if (!value) return undefined;
  const change = JSON.parse(value) as { userId: string; newEmail: string };
  return change.userId === userId ? change.newEmail : undefined;
}

import { verifyPassword } from 'better-auth/crypto';
import { describe, expect, test } from 'vitest';
import { type Db, inTransaction } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import { getAccount } from './account.server.ts';
import { confirmEmailChange, findEmailChange, requestEmailChange } from './account-email.server.ts';
import { changePassword, isPasswordOf, requestPasswordReset, resetPassword } from './account-password.server.ts';
import { endEverySession, endSession } from './account-sessions.server.ts';
import { aPerson, eventsOf, mailsTo, OLD_PASSWORD, sessionsOf } from './testing.ts';

const here = testDatabase();

const NEW = 'plum kettle orbit 1842';
const LINKS = {
  link: (secret: string) => `https://market.example/r?token=${secret}`,
  signIn: 'https://market.example/s',
};

const secretIn = (mail: { body: string } | undefined) => /token=([\w-]+)/.exec(mail?.body ?? '')?.[1] ?? '';

describe('a password', () => {
  test('changes: other sessions end, the person and the audit hear of it', async () => {
    await here.rolledBack(async (db) => {
      const [person, other] = [await aPerson(db), await aPerson(db)];
      await changePassword(db, person, NEW);
      expect(await isPasswordOf(db, person.userId, NEW)).toBe(true);
      expect(await isPasswordOf(db, person.userId, OLD_PASSWORD)).toBe(false);
      expect(await isPasswordOf(db, other.userId, OLD_PASSWORD)).toBe(true);
      expect(await sessionsOf(db, person)).toEqual([person.sessionId]);
      expect(await sessionsOf(db, other)).toHaveLength(2);
      expect(await eventsOf(db, person)).toEqual([{ event: 'account.password_changed', itsOwn: true }]);
      expect(await mailsTo(db, person.email)).toMatchObject([{ subject: 'Your password was changed' }]);
    });
  });

  test('is set anew by a mailed link, once: every session ends and the other links with it', async () => {
    await here.rolledBack(async (db) => {
      const person = await aPerson(db);
      await requestPasswordReset(db, person.email, LINKS);
      await requestPasswordReset(db, person.email, LINKS);
      const [first, second] = (await mailsTo(db, person.email)).map(secretIn);
      const kept = await db.selectFrom('verifications').select(['identifier', 'value']).execute();
      expect(JSON.stringify(kept)).not.toContain(second);

      expect(await resetPassword(db, second ?? '', 'password1234')).toHaveProperty('issue');
      expect(await resetPassword(db, second ?? '', NEW)).toEqual({ done: true });
      expect(await resetPassword(db, second ?? '', `${NEW} again`)).toEqual({ done: false });
      expect(await resetPassword(db, first ?? '', `${NEW} again`)).toEqual({ done: false });
      expect(await isPasswordOf(db, person.userId, NEW)).toBe(true);
      expect(await sessionsOf(db, person)).toEqual([]);
      expect(await eventsOf(db, person)).toEqual([{ event: 'account.password_reset', itsOwn: true }]);
      expect((await mailsTo(db, person.email)).at(-1)?.subject).toBe('Your password was changed');
    });
  });

  test('is not set by a link that is over, nor by none', async () => {
    await here.rolledBack(async (db) => {
      const person = await aPerson(db);
      await requestPasswordReset(db, person.email, LINKS);
      const secret = secretIn((await mailsTo(db, person.email))[0]);
      await db
        .updateTable('verifications')
        .set({ expiresAt: new Date(Date.now() - 1000) })
        .execute();
      for (const tried of [secret, '', '%', 'a'.repeat(10_000), '\u0000']) {
        expect(await resetPassword(db, tried, NEW)).toEqual({ done: false });
      }
      expect(await isPasswordOf(db, person.userId, OLD_PASSWORD)).toBe(true);
    });
  });

  test('is not set by a link from before the password or the address was changed', async () => {
    await here.rolledBack(async (db) => {
      for (const change of ['password', 'email'] as const) {
        const person = await aPerson(db);
        await requestPasswordReset(db, person.email, LINKS);
        const secret = secretIn((await mailsTo(db, person.email))[0]);
        if (change === 'password') await changePassword(db, person, NEW);
        else {
          await requestEmailChange(db, person, 'moved@example.org', LINKS.link);
          await confirmEmailChange(db, person, secretIn((await mailsTo(db, 'moved@example.org'))[0]));
        }
        expect(await resetPassword(db, secret, `${NEW} again`), change).toEqual({ done: false });
      }
    });
  });

  test('is not mailed to who has none: they sign in elsewhere; an unknown address gets nothing', async () => {
    await here.rolledBack(async (db) => {
      const person = await aPerson(db, { password: false });
      await requestPasswordReset(db, person.email, LINKS);
      await requestPasswordReset(db, 'nobody@example.org', LINKS);
      expect(await mailsTo(db, person.email)).toMatchObject([{ subject: 'You sign in without a password' }]);
      expect(await mailsTo(db, 'nobody@example.org')).toEqual([]);
      expect(await db.selectFrom('verifications').select('id').execute()).toEqual([]);
      expect(await isPasswordOf(db, person.userId, OLD_PASSWORD)).toBe(false);
    });
  });

  test('one of two resets by the same link at the same moment counts', async () => {
    const person = await inTransaction(here.database, aPerson);
    await inTransaction(here.database, (db) => requestPasswordReset(db, person.email, LINKS));
    const secret = secretIn((await inTransaction(here.database, (db) => mailsTo(db, person.email)))[0]);
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        inTransaction(here.database, (db) => resetPassword(db, secret, `${NEW} number ${index}`)),
      ),
    );
    expect(outcomes.filter((outcome) => 'done' in outcome && outcome.done)).toHaveLength(1);
  });
});

describe('an email address', () => {
  const ask = (db: Db, person: { userId: string; email: string }, to: string) =>
    requestEmailChange(db, person, to, LINKS.link);

  test('changes once the new one is confirmed: the old one hears of it, other sessions end', async () => {
    await here.rolledBack(async (db) => {
      const person = await aPerson(db);
      await ask(db, person, 'new@example.org');
      expect((await getAccount(db, person)).email).toBe(person.email);
      const secret = secretIn((await mailsTo(db, 'new@example.org'))[0]);
      expect(secretIn((await mailsTo(db, person.email))[0])).toBe('');
      expect(await findEmailChange(db, person, secret)).toBe('new@example.org');

      await confirmEmailChange(db, person, secret);
      expect((await getAccount(db, person)).email).toBe('new@example.org');
      expect(await sessionsOf(db, person)).toEqual([person.sessionId]);
      expect((await mailsTo(db, person.email)).map(({ subject }) => subject)).toEqual([
        'A change of your email address was asked for',
        'Your email address was changed',
      ]);
      expect(await eventsOf(db, person)).toEqual([{ event: 'account.email_changed', itsOwn: true }]);
      await expect(confirmEmailChange(db, person, secret)).rejects.toMatchObject({ code: 'not-found' });
    });
  });

  test('is not changed by somebody else, by a link that is over, nor to one taken meanwhile', async () => {
    await here.rolledBack(async (db) => {
      const [person, other] = [await aPerson(db), await aPerson(db)];
      await ask(db, person, 'new@example.org');
      const secret = secretIn((await mailsTo(db, 'new@example.org'))[0]);
      expect(await findEmailChange(db, other, secret)).toBeUndefined();
      await db
        .updateTable('verifications')
        .set({ expiresAt: new Date(Date.now() - 1000) })
        .execute();
      expect(await findEmailChange(db, person, secret)).toBeUndefined();
      const over = await db.selectFrom('verifications').selectAll().executeTakeFirstOrThrow();
      await expect(confirmEmailChange(db, person, secret)).rejects.toMatchObject({ code: 'not-found' });
      await db.insertInto('verifications').values(over).execute();
      await db
        .updateTable('verifications')
        .set({ expiresAt: new Date(Date.now() + 1e6) })
        .execute();
      await db.updateTable('users').set({ email: 'new@example.org' }).where('id', '=', other.userId).execute();
      await expect(confirmEmailChange(db, person, secret)).rejects.toMatchObject({ code: 'not-found' });
      expect((await getAccount(db, person)).email).toBe(person.email);
    });
  });

  test('that is taken gets a notice without a link; who asked learns nothing', async () => {
    await here.rolledBack(async (db) => {
      const [person, other] = [await aPerson(db), await aPerson(db)];
      await ask(db, person, other.email);
      expect(secretIn((await mailsTo(db, other.email))[0])).toBe('');
      expect(await mailsTo(db, person.email)).toMatchObject([
        { subject: 'A change of your email address was asked for' },
      ]);
    });
  });
});

describe('sessions', () => {
  test('of one’s own are listed and ended; another’s are not found', async () => {
    await here.rolledBack(async (db) => {
      const [person, other] = [await aPerson(db), await aPerson(db)];
      await expect(endSession(db, person, other.sessionId)).rejects.toMatchObject({ code: 'not-found' });
      await endSession(db, person, person.otherSessionId);
      expect(await sessionsOf(db, person)).toEqual([person.sessionId]);
      await endEverySession(db, person);
      expect(await sessionsOf(db, person)).toEqual([]);
      expect(await sessionsOf(db, other)).toHaveLength(2);
      expect((await eventsOf(db, person)).map(({ event }) => event)).toEqual(
        Array.from({ length: 2 }, () => 'account.sessions_ended'),
      );
    });
  });
});

test('passwords are kept as better-auth’s own hash', async () => {
  await here.rolledBack(async (db) => {
    const person = await aPerson(db);
    await changePassword(db, person, 'e\u0301t\u00e9 en \u00c5ngstr\u00f6m, 1842');
    const { password } = await db
      .selectFrom('accounts')
      .select('password')
      .where('userId', '=', person.userId)
      .executeTakeFirstOrThrow();
    // However a keyboard makes its accents.
    expect(await verifyPassword({ hash: password ?? '', password: 'ét\u0065\u0301 en Ångström, 1842' })).toBe(true);
  });
});

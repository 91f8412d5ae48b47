import { hashPassword } from 'better-auth/crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Db, inTransaction } from '#db/client.ts';
import { prepareLogins } from '#db/logins.ts';
import { testDatabase } from '#db/testing.ts';
import type { Person } from '../domain/accounts/actor.ts';
import { LIMITS, networkOf, takeTries } from '../domain/accounts/attempt-limits.server.ts';
import { codeFor } from '../domain/accounts/testing-authenticator.ts';
import { aMember, anAuthority } from '../domain/testing.ts';

const here = testDatabase();

// Passwords are slow to check, and that is their point.
vi.setConfig({ testTimeout: 300_000 });

const PASSWORD = 'plum kettle orbit 1842';
const PORTAL = 'http://market.example';

const load = async () => ({
  ...(await import('./sessions.server.ts')),
  ...(await import('./second-factor.server.ts')),
  ...(await import('./session-cookie.server.ts')),
  ...(await import('../transactions.server.ts')),
  signInAction: (await import('../routes/sign-in.tsx')).action,
  pools: await import('../db.server.ts'),
});
let portal: Awaited<ReturnType<typeof load>>;

beforeAll(async () => {
  // The roles' own logins: what they may not do fails here as well.
  const logins = await prepareLogins(here.connectionString, 'password-of-the-logins');
  vi.stubEnv('APP_DATABASE_URL', logins.app);
  vi.stubEnv('IDENTITY_DATABASE_URL', logins.identity);
  vi.stubEnv('AUTH_SECRET', 'a secret for tests of thirty-two characters');
  vi.stubEnv('PUBLIC_URL', PORTAL);
  portal = await load();
});

const leave = ({ pools }: typeof portal) => Promise.all([pools.database.destroy(), pools.identityDatabase.destroy()]);
afterAll(() => leave(portal));

async function aPerson() {
  return inTransaction(here.database, async (db: Db) => {
    const organisationId = await anAuthority(db);
    const actor = await aMember(db, organisationId, 'authority', 'broker');
    const credential = { userId: actor.userId, accountId: actor.userId, providerId: 'credential' };
    await db
      .insertInto('accounts')
      .values({ ...credential, password: await hashPassword(PASSWORD) })
      .execute();
    return actor;
  });
}

let addresses = 0;
const anAddress = () => `10.${++addresses >> 8}.${addresses & 255}.1`;

const requestOf = (cookie = '', address = anAddress()) =>
  new Request(`${PORTAL}/sign-in`, { headers: { 'x-client-address': address, ...(cookie && { Cookie: cookie }) } });

/** As a browser would send them back. */
const cookieOf = (headers: Headers) =>
  headers
    .getSetCookie()
    .filter((cookie) => !/max-age=0/i.test(cookie))
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

const signIn = (email: string, password: string, address?: string) =>
  portal.startSession(requestOf('', address), { email, password });

async function visit(cookie: string): Promise<Person | null> {
  const token = await portal.sessionTokenOf(requestOf(cookie));
  return portal.asVisitor(token, async ({ person }) => person);
}

async function signedIn(email: string) {
  const started = await signIn(email, PASSWORD);
  const cookie = cookieOf(started?.headers ?? new Headers());
  const person = await visit(cookie);
  if (!person) throw new Error(`${email} cannot sign in`);
  return { cookie, person };
}

test('1,000 guesses in parallel lock the account, not who is signed in, and are counted after a restart', async () => {
  const { email } = await aPerson();
  const { cookie } = await signedIn(email);
  const guesses = await Promise.all(
    Array.from({ length: 1_000 }, (_, index) => signIn(email, `guess number ${index}`)),
  );
  expect(guesses.filter(Boolean)).toEqual([]);
  const { rows } = await here.pool.query("select count(*) from sign_in_attempts where subject like 'account:%'");
  expect(rows).toEqual([{ count: 10 }]);
  expect(await signIn(email, PASSWORD)).toBeUndefined();
  expect(await visit(cookie)).toMatchObject({ email });

  vi.resetModules();
  const restarted = await load();
  expect(await restarted.startSession(requestOf(), { email, password: PASSWORD })).toBeUndefined();
  await leave(restarted);
});

test('a wrong password, no such account and too many tries get one reply', async () => {
  const [{ email }, { email: full }] = [await aPerson(), await aPerson()];
  const answer = async (typed: string) => {
    const body = new URLSearchParams({ email: typed, password: 'a wrong password', next: '/home' });
    const headers = { 'x-client-address': anAddress(), Origin: PORTAL };
    const request = new Request(`${PORTAL}/sign-in`, { method: 'POST', body, headers });
    const { data, init } = (await portal.signInAction({
      request,
      params: {},
      context: { nonce: '', requestId: '', unavailable: false },
    })) as {
      data: object;
      init: { status: number };
    };
    return { status: init.status, said: JSON.stringify(data).replaceAll(typed, '…') };
  };
  for (let tried = 0; tried < 10; tried++) await signIn(full, 'a wrong password');
  const wrong = await answer(email);
  expect(wrong.status).toBe(400);
  expect(await answer('nobody@nowhere.example')).toEqual(wrong);
  expect(await answer(full)).toEqual(wrong);
});

test('an unknown address is limited like any other, and one network address across accounts', async () => {
  for (let tried = 0; tried < 12; tried++) await signIn('nobody@example.org', 'a wrong password', '2001:db8::1');
  const { rows } = await here.pool.query(
    "select count(*) from sign_in_attempts where subject = 'account:' || encode(sha256('nobody@example.org'), 'hex')",
  );
  expect(rows).toEqual([{ count: 10 }]);
  const network = { limit: LIMITS.signInByAddress, whom: networkOf('2001:db8::ffff') };
  for (let tried = 10; tried < 50; tried++) await inTransaction(here.database, (db) => takeTries(db, [network]));
  const { email } = await aPerson();
  expect(await signIn(email, PASSWORD, '2001:db8::abcd')).toBeUndefined();
  expect(await signIn(email, PASSWORD, '2001:db8:0:1::1')).toBeDefined();
});

test('a second factor: set up, asked for, each code once, each recovery code once', async () => {
  const { email, organisationId } = await aPerson();
  const { cookie, person } = await signedIn(email);
  await here.pool.query('update sessions set organisation_id = $1 where id = $2', [organisationId, person.sessionId]);

  expect(await portal.beginSecondFactor(requestOf(cookie), person, 'a wrong password')).toBeUndefined();
  const secret = await portal.beginSecondFactor(requestOf(cookie), person, PASSWORD);
  const key = secret?.groups ?? '';
  expect(await portal.confirmSecondFactor(person, '000 000')).toBeUndefined();
  const earlier = codeFor(key);
  const codes = (await portal.confirmSecondFactor(person, earlier)) ?? [];
  expect(codes).toHaveLength(10);
  expect(await visit(cookie)).toMatchObject({ sessionId: person.sessionId, twoFactorEnabled: true });
  const { rows } = await here.pool.query('select organisation_id, signed_in_by from sessions where id = $1', [
    person.sessionId,
  ]);
  expect(rows).toEqual([{ organisation_id: organisationId, signed_in_by: 'password' }]);

  const half = async () => {
    const started = await signIn(email, PASSWORD);
    expect(started?.needsCode).toBe(true);
    const halfway = cookieOf(started?.headers ?? new Headers());
    expect(await visit(halfway)).toBeNull();
    const request = requestOf(halfway);
    expect(await portal.findHalfSignedIn(request)).toBe(person.userId);
    return (typed: string) => portal.completeSession(request, person.userId, typed);
  };
  const complete = await half();
  expect(await complete(earlier)).toBeUndefined();
  const now = codeFor(key, 1);
  const done = await complete(now);
  expect(await visit(cookieOf(done ?? new Headers()))).toMatchObject({ email, signedInBy: 'password' });
  // The challenge is over as well.
  expect(await complete(codes[0] ?? '')).toBeUndefined();

  const again = await half();
  expect(await again(now)).toBeUndefined();
  const typed = (codes[1] ?? '').toUpperCase().replaceAll('-', ' ');
  expect(await again(typed)).toBeDefined();
  const third = await half();
  expect(await third(typed)).toBeUndefined();
  const [one, other] = [await half(), await half()];
  const both = await Promise.all([one(codes[2] ?? ''), other(codes[2] ?? '')]);
  expect(both.filter(Boolean)).toHaveLength(1);
  const { rows: mails } = await here.pool.query('select subject from emails where recipient = $1', [email]);
  expect(mails).toEqual(Array.from({ length: 2 }, () => ({ subject: 'A recovery code was used to sign in' })));
});

test('guesses at a code are limited by account, however often the password is given', async () => {
  const { email } = await aPerson();
  const { cookie, person } = await signedIn(email);
  const secret = await portal.beginSecondFactor(requestOf(cookie), person, PASSWORD);
  await portal.confirmSecondFactor(person, codeFor(secret?.groups ?? ''));
  for (let challenges = 0; challenges < 4; challenges++) {
    const started = await signIn(email, PASSWORD);
    const request = requestOf(cookieOf(started?.headers ?? new Headers()));
    for (let tried = 0; tried < 4; tried++) {
      expect(await portal.completeSession(request, person.userId, 'wrong-code')).toBeUndefined();
    }
  }
  const { rows } = await here.pool.query(
    "select count(*) from sign_in_attempts where subject = 'second-factor:' || encode(sha256($1), 'hex')",
    [Buffer.from(person.userId)],
  );
  expect(rows).toEqual([{ count: 10 }]);
  const started = await signIn(email, PASSWORD);
  const request = requestOf(cookieOf(started?.headers ?? new Headers()));
  expect(await portal.completeSession(request, person.userId, codeFor(secret?.groups ?? '', 1))).toBeUndefined();
});

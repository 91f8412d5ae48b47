import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import { startIdentityProvider } from '../../e2e/support/identity-provider.ts';

// Single sign-on from end to end without a browser, as the database's own roles, for what no page shows.

const PORTAL = 'http://localhost:3000';
const context = testDatabase();
const people: Record<string, { email?: string; email_verified?: boolean }> = {};
const stops: (() => Promise<unknown>)[] = [];
let portal: typeof import('./single-sign-on.server.ts');
let transactions: typeof import('../transactions.server.ts');
let cookies: typeof import('./session-cookie.server.ts');

beforeAll(async () => {
  const startAs = (id: string) => startIdentityProvider({ id, portal: PORTAL, people, tells: 'in the ID token' });
  const kent = await startAs('kent');
  const other = await startAs('other-issuer');
  stops.push(kent.stop, other.stop);
  const as = (role: string) => {
    const url = new URL(context.connectionString);
    url.searchParams.set('options', `-c role=sufficiency_market_${role}`);
    return url.href;
  };
  const { stop: _, ...client } = other;
  vi.stubEnv('APP_DATABASE_URL', as('app'));
  vi.stubEnv('IDENTITY_DATABASE_URL', as('identity'));
  vi.stubEnv('AUTH_SECRET', 'a-secret-of-the-tests-32-characters');
  vi.stubEnv('PUBLIC_URL', PORTAL);
  vi.stubEnv(
    'OIDC_PROVIDERS',
    JSON.stringify([
      { ...client, id: 'kent', name: 'Kent', domains: ['kent.example'], issuer: kent.issuer },
      // The discovery document is found there as well, but states the issuer without the slash.
      { ...client, id: 'other-issuer', name: 'Other', domains: ['other.example'], issuer: `${other.issuer}/` },
      { ...client, id: 'away', name: 'Away', domains: ['away.example'], issuer: 'http://127.0.0.1:1' },
    ]),
  );
  portal = await import('./single-sign-on.server.ts');
  transactions = await import('../transactions.server.ts');
  cookies = await import('./session-cookie.server.ts');
  const { database, identityDatabase } = await import('../db.server.ts');
  stops.unshift(
    () => database.destroy(),
    () => identityDatabase.destroy(),
  );
});
afterAll(async () => {
  for (const stop of stops) await stop();
  vi.unstubAllEnvs();
});

let subject: string;
let email: string;
let userId: string;
beforeEach(async () => {
  subject = randomUUID();
  email = `${subject}@kent.example`;
  people[subject] = { email };
  userId = await anAccount(email);
});

async function anAccount(email: string): Promise<string> {
  const values = { name: 'Ana', email, emailVerified: true };
  const { id } = await context.database.insertInto('users').values(values).returning('id').executeTakeFirstOrThrow();
  return id;
}

interface Outcome {
  address: string;
  session: string | null;
}

/** Goes to the provider and comes back, as the account of that subject. */
async function signIn(provider = 'kent', as = subject): Promise<Outcome> {
  const started = await portal.startSingleSignOn(new Request(`${PORTAL}/start?next=%2Fsearch`), provider);
  const ours = cookiesIn(started);
  const theirs = new Map<string, string>();
  let address = started.headers.get('Location') ?? '';
  while (!address.startsWith(PORTAL)) {
    const isForm = address.includes('/interaction/') && theirs.size > 0;
    const headers = { Cookie: [...theirs].map((pair) => pair.join('=')).join('; ') };
    const post = { method: 'POST', body: new URLSearchParams({ account: as }) };
    const response = await fetch(address, { headers, redirect: 'manual', ...(isForm && post) });
    for (const [name, value] of cookiesIn(response)) theirs.set(name, value);
    address = new URL(response.headers.get('Location') ?? '', address).href;
  }
  const headers = { Cookie: [...ours].map((pair) => pair.join('=')).join('; ') };
  const finished = await portal.finishSingleSignOn(new Request(address, { headers }), provider);
  const session = [...cookiesIn(finished)].map((pair) => pair.join('=')).join('; ');
  return {
    address: finished.headers.get('Location') ?? '',
    session: await cookies.sessionTokenOf(new Request(PORTAL, { headers: { Cookie: session } })),
  };
}

function cookiesIn(response: Response): Map<string, string> {
  const pairs = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

const refusedFor = (problem: string, provider = 'kent') => ({
  address: `/sign-in?problem=${problem}&provider=${provider}&next=%2Fsearch`,
  session: null,
});

const accountsOf = (userId: string) =>
  context.database.selectFrom('accounts').selectAll().where('userId', '=', userId).execute();

test('links the account, keeps none of the provider’s tokens and says in the session who signed the person in', async () => {
  for (const _time of ['first', 'second']) {
    const { address, session } = await signIn();
    expect(address).toBe('/search');
    const { person } = await transactions.asVisitor(session, async (visit) => visit);
    expect(person).toMatchObject({ userId, email, signedInBy: 'kent' });
    const [account, ...more] = await accountsOf(userId);
    expect(more).toEqual([]);
    expect(account).toMatchObject({ providerId: 'kent', accountId: subject });
    expect(account).toMatchObject({ accessToken: null, refreshToken: null, idToken: null, accessTokenExpiresAt: null });
  }
});

test('the provider’s second factor counts for an organisation that requires one', async () => {
  const { id: organisationId } = await context.database
    .insertInto('organisations')
    .values({ kind: 'operator', slug: subject, name: subject, requiresTwoFactor: true })
    .returning('id')
    .executeTakeFirstOrThrow();
  await context.database
    .insertInto('members')
    .values({ organisationId, userId, roles: ['operator'] })
    .execute();
  const { session } = await signIn();
  const lacks = () => transactions.asVisitor(session, async ({ person }) => person?.lacks);
  expect(await lacks()).toBeNull();
  await context.database.updateTable('sessions').set({ signedInBy: 'password' }).where('userId', '=', userId).execute();
  expect(await lacks()).toBe('second_factor');
});

test('a person stays who they are when their address changes at the provider', async () => {
  await signIn();
  people[subject] = { email: `new-name-${email}` };
  const { session } = await signIn();
  expect(await transactions.asVisitor(session, async ({ person }) => person?.userId)).toBe(userId);
});

test('an address that was given to somebody else does not take over its account', async () => {
  await signIn();
  const successor = randomUUID();
  people[successor] = { email };
  expect(await signIn('kent', successor)).toEqual(refusedFor('another-account'));
  expect(await accountsOf(userId)).toHaveLength(1);
});

test('the database itself holds one account of a person at a provider', async () => {
  await signIn();
  const second = { userId, providerId: 'kent', accountId: randomUUID() };
  await expect(context.database.insertInto('accounts').values(second).execute()).rejects.toThrow(
    'accounts_one_per_provider',
  );
});

test('the link ends when the person moves to an address of another organisation', async () => {
  await signIn();
  await context.database
    .updateTable('users')
    .set({ email: `${subject}@medway.example` })
    .where('id', '=', userId)
    .execute();
  expect(await signIn()).toEqual(refusedFor('other-domain'));
});

test('an address of another domain is refused, whether or not it is known here', async () => {
  for (const known of [true, false]) {
    const victim = `${randomUUID()}@medway.example`;
    if (known) await anAccount(victim);
    people[subject] = { email: victim, email_verified: true };
    expect(await signIn()).toEqual(refusedFor('other-domain'));
  }
});

test('nobody gets an account by signing in', async () => {
  const stranger = randomUUID();
  people[stranger] = { email: `${stranger}@kent.example` };
  expect(await signIn('kent', stranger)).toEqual(refusedFor('unknown-person'));
  const found = await context.database
    .selectFrom('users')
    .select('id')
    .where('email', '=', `${stranger}@kent.example`)
    .execute();
  expect(found).toEqual([]);
});

test('an address that nobody has confirmed here is not linked', async () => {
  await context.database.updateTable('users').set({ emailVerified: false }).where('id', '=', userId).execute();
  expect(await signIn()).toEqual(refusedFor('not-confirmed'));
});

test('the issuer is the one that was configured', async () => {
  people[subject] = { email: `${subject}@other.example` };
  await anAccount(`${subject}@other.example`);
  expect(await signIn('other-issuer')).toEqual(refusedFor('not-confirmed', 'other-issuer'));
});

test('to begin writes nothing, and where to go on to fits in its cookie', async () => {
  for (const next of [`/${'x'.repeat(697)}`, `/search?${'%20'.repeat(500)}`]) {
    const request = new Request(`${PORTAL}/start?${new URLSearchParams({ next })}`);
    const started = await portal.startSingleSignOn(request, 'kent');
    for (const cookie of started.headers.getSetCookie()) expect(cookie.length).toBeLessThan(4096 - 300);
  }
  expect(await context.database.selectFrom('verifications').select('id').execute()).toEqual([]);
});

test('a provider that does not answer is said so', async () => {
  const started = await portal.startSingleSignOn(new Request(`${PORTAL}/start?next=%2Fsearch`), 'away');
  expect(started.headers.get('Location')).toBe(refusedFor('not-reached', 'away').address);
});

test.each([
  '',
  '?state=x',
  '?code=x',
  '?code=x&code=y&state=x&state=y',
  '?code=%00&state=%00',
  '?code=%ED%A0%80&state=%ED%A0%80',
  '?__proto__=x&state[]=x&code[a]=x',
  '?error=%3Cb%3E&error_description=evil&state=x',
  `?code=${'x'.repeat(10_000)}&state=${'x'.repeat(10_000)}`,
])('an answer that nobody asked for leads back to the sign-in page: %.40s', async (search) => {
  const finished = await portal.finishSingleSignOn(new Request(`${PORTAL}/callback${search}`), 'kent');
  expect(finished.status).toBe(302);
  expect(finished.headers.get('Location')).toMatch(
    /^\/sign-in\?problem=(start-again|not-confirmed)&provider=kent&next=%2Fhome$/,
  );
});

import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { type Db, inTransaction } from '#db/client.ts';
import { ROLES } from '#db/roles.ts';
import { testDatabase } from '#db/testing.ts';
import { aMember, anAuthority } from '../testing.ts';
import type { Actor } from './actor.ts';
import { MOST_LIVE_TOKENS } from './api-token.ts';
import type { NewApiTokenInput } from './api-token-form.ts';
import { createApiToken, getShownToken, listApiTokens, revokeApiToken, tokenDigest } from './api-tokens.server.ts';

const context = testDatabase();

const aForm = (form: Partial<NewApiTokenInput> = {}): NewApiTokenInput => ({
  key: randomUUID(),
  name: 'Case system',
  scopes: ['read'],
  days: 90,
  ...form,
});

async function aToken(db: Db, actor: Actor, form?: Partial<NewApiTokenInput>): Promise<string> {
  const { secret } = await createApiToken(db, actor, aForm(form));
  if (!secret) throw new Error('The form is new');
  return secret;
}

const aBroker = async (db: Db) => aMember(db, await anAuthority(db), 'authority', 'broker');

/** Whom the database takes the token for; null where for nobody. */
async function holderOf(db: Db, secret: string): Promise<{ userId: string; scopes: string[] } | null> {
  const { rows } = await sql<{ userId: string; scopes: string[] }>`
    select user_id, scopes from begin_token_visit(${tokenDigest(secret) ?? ''})
  `.execute(db);
  return rows[0] ?? null;
}

const onlyToken = async (db: Db, actor: Actor) => {
  const [token] = (await listApiTokens(db, actor, { page: 1 })).tokens;
  if (!token) throw new Error('There is no token');
  return token;
};

const eventsOf = async (db: Db, actor: Actor) => {
  const events = await db
    .selectFrom('auditEvents')
    .select(['event', 'userId', 'after'])
    .where('organisationId', '=', actor.organisationId)
    .orderBy('sequence')
    .execute();
  return events;
};

test('a token is 256 random bits, of which a digest and the last characters alone are kept', () =>
  context.rolledBack(async (db) => {
    const broker = await aBroker(db);
    const [one, other] = [await aToken(db, broker), await aToken(db, broker)];
    expect(one).toMatch(/^sm_[A-Za-z0-9_-]{43}$/);
    expect(Buffer.from(one.slice(3), 'base64url')).toHaveLength(32);
    expect(one).not.toBe(other);
    const { rows } = await sql<{ row: string }>`
      select row_to_json(t)::text as row from api_tokens t
      union all select row_to_json(e)::text from audit_events e
      union all select row_to_json(f)::text from form_submissions f
    `.execute(db);
    const kept = rows.map(({ row }) => row).join('\n');
    expect(kept).toContain(tokenDigest(one));
    expect(kept).toContain(one.slice(-4));
    expect(kept).not.toContain(one.slice(3, -4));
  }));

test('it stands for its person in its organisation, with its scopes, and says when it was used', () =>
  context.rolledBack(async (db) => {
    const broker = await aBroker(db);
    const secret = await aToken(db, broker, { scopes: ['read', 'write'] });
    expect((await onlyToken(db, broker)).lastUsedAt).toBeNull();
    expect(await holderOf(db, secret)).toEqual({ userId: broker.userId, scopes: ['read', 'write'] });
    const { lastUsedAt, id } = await onlyToken(db, broker);
    expect(lastUsedAt).toBeInstanceOf(Date);
    const shown = await getShownToken(db, broker, { id, scopes: ['read'] });
    expect(shown.name).toBe('Case system');
  }));

test('what is no token has no digest', () => {
  for (const shown of ['', 'sm_', `sm_${'a'.repeat(42)}`, `sm_${'a'.repeat(44)}`, `xx_${'a'.repeat(43)}`, 'sm_\u0000'])
    expect(tokenDigest(shown)).toBeUndefined();
});

test('the same form sent again makes no second token, and shows none', () =>
  context.rolledBack(async (db) => {
    const broker = await aBroker(db);
    const form = aForm();
    expect((await createApiToken(db, broker, form)).secret).not.toBeNull();
    expect(await createApiToken(db, broker, form)).toEqual({ secret: null });
    expect((await listApiTokens(db, broker, { page: 1 })).total).toBe(1);
    await expect(createApiToken(db, broker, { ...form, name: 'Another' })).rejects.toMatchObject({ code: 'conflict' });
  }));

test.each([30, 90, 365])('it works for %i days and no longer', (days) =>
  context.rolledBack(async (db) => {
    const broker = await aBroker(db);
    const secret = await aToken(db, broker, { days });
    const { createdAt, expiresAt } = await onlyToken(db, broker);
    expect((expiresAt.getTime() - createdAt.getTime()) / 86_400_000).toBeCloseTo(days, 0);
    expect(await holderOf(db, secret)).not.toBeNull();
    await db.updateTable('apiTokens').set({ expiresAt: sql`now()` }).execute();
    expect(await holderOf(db, secret)).toBeNull();
  }),
);

test('a revoked token stands for nobody', () =>
  context.rolledBack(async (db) => {
    const broker = await aBroker(db);
    const secret = await aToken(db, broker);
    const { id } = await onlyToken(db, broker);
    expect(await revokeApiToken(db, broker, id)).toBe('Case system');
    expect(await holderOf(db, secret)).toBeNull();
    expect(await revokeApiToken(db, broker, id), 'again').toBe('Case system');
    expect((await eventsOf(db, broker)).map(({ event }) => event)).toEqual(['api_token.created', 'api_token.revoked']);
  }));

test('a token stops with its person, and with the second factor that its organisation asks for', () =>
  context.rolledBack(async (db) => {
    const broker = await aBroker(db);
    const secret = await aToken(db, broker);
    const member = db.updateTable('members').where('userId', '=', broker.userId);
    await member.set({ deactivatedAt: sql`now()` }).execute();
    expect(await holderOf(db, secret)).toBeNull();
    await member.set({ deactivatedAt: null }).execute();
    expect(await holderOf(db, secret)).not.toBeNull();

    await db
      .updateTable('organisations')
      .set({ requiresTwoFactor: true })
      .where('id', '=', broker.organisationId)
      .execute();
    expect(await holderOf(db, secret)).toBeNull();
    await db.updateTable('users').set({ twoFactorEnabled: true }).where('id', '=', broker.userId).execute();
    expect(await holderOf(db, secret)).not.toBeNull();
  }));

test('people see and revoke their own tokens, an administrator everybody’s of the organisation', () =>
  context.rolledBack(async (db) => {
    const broker = await aBroker(db);
    const colleague = await aMember(db, broker.organisationId, 'authority', 'broker', 'commissioner');
    const administrator = await aMember(db, broker.organisationId, 'authority', 'administrator');
    const stranger = await aMember(db, await anAuthority(db), 'authority', 'administrator');
    await aToken(db, broker);
    const { id } = await onlyToken(db, broker);

    for (const other of [colleague, stranger]) {
      expect((await listApiTokens(db, other, { page: 1 })).total).toBe(0);
      await expect(revokeApiToken(db, other, id)).rejects.toMatchObject({ code: 'not-found' });
    }
    const seen = await onlyToken(db, administrator);
    expect(seen).toMatchObject({ id, personName: 'Ana', revokedAt: null });
    expect(JSON.stringify(seen)).not.toMatch(/[0-9a-f]{64}/);
    await revokeApiToken(db, administrator, id);
    expect((await eventsOf(db, broker)).at(-1)).toMatchObject({
      event: 'api_token.revoked',
      userId: administrator.userId,
      after: { userId: broker.userId },
    });
  }));

const ATTEMPTS = 4;

test(`one person has ${MOST_LIVE_TOKENS} tokens that work in an organisation, however many forms come at once`, async () => {
  const broker = await inTransaction(context.database, async (db) => {
    const made = await aBroker(db);
    for (let count = 1; count < MOST_LIVE_TOKENS; count++) await aToken(db, made);
    return made;
  });
  // All begin before any goes on: a pool that is still connecting would let them in one by one.
  let begun = 0;
  const { promise: allBegun, resolve: goOn } = Promise.withResolvers<void>();
  const attempt = async (db: Db) => {
    await sql`select 1`.execute(db);
    begun += 1;
    if (begun === ATTEMPTS) goOn();
    await allBegun;
    return createApiToken(db, broker, aForm());
  };
  const attempts = await Promise.allSettled(
    Array.from({ length: ATTEMPTS }, () => inTransaction(context.database, attempt)),
  );
  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const attempt of attempts) {
    if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject({ code: 'conflict' });
  }
  await inTransaction(context.database, async (db) => {
    const { total } = await listApiTokens(db, broker, { page: 1 });
    expect(total).toBe(MOST_LIVE_TOKENS);
    await revokeApiToken(db, broker, (await onlyToken(db, broker)).id);
    await aToken(db, broker);
  });
});

test('under row level security the pages’ role makes, lists and revokes them, in its own organisation alone', () =>
  context.rolledBack(async (db) => {
    const broker = await aMember(db, await anAuthority(db), 'authority', 'administrator');
    const stranger = await aMember(db, await anAuthority(db), 'authority', 'administrator');
    await sql`select set_config('role', ${ROLES.app}, true)`.execute(db);
    const actAs = (actor: Actor) =>
      sql`select set_config('app.organisation', ${actor.organisationId}, true), set_config('app.person', ${actor.userId}, true)`.execute(
        db,
      );
    await actAs(broker);
    await aToken(db, broker);
    const { id } = await onlyToken(db, broker);
    await actAs(stranger);
    const { rows } = await sql`select id from api_tokens`.execute(db);
    expect(rows).toEqual([]);
    await expect(revokeApiToken(db, broker, id)).rejects.toMatchObject({ code: 'not-found' });
    await actAs(broker);
    await revokeApiToken(db, broker, id);
  }));

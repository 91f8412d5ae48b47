import { sql } from 'kysely';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase, createPool, type Database, inTransaction } from '#db/client.ts';
import { prepareLogins } from '#db/logins.ts';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { aMember, aProvider } from '../testing.ts';
import { recordAudit } from './audit.server.ts';
import { verifyAudit } from './verify-audit.server.ts';

// What the portal's own logins, and the owner while the triggers are on, can do to the audit.

const context = testDatabase();
const AT_ONCE = 50;
let app: pg.Pool;
let identity: pg.Pool;
let appDatabase: Database;
let ours: Actor;
let theirs: Actor;

beforeAll(async () => {
  const logins = await prepareLogins(context.connectionString, 'a-password-for-this-test');
  app = createPool(logins.app, AT_ONCE);
  identity = createPool(logins.identity, 1);
  appDatabase = createDatabase(app);
  await inTransaction(context.database, async (db) => {
    ours = await aMember(db, await aProvider(db), 'provider', 'administrator');
    theirs = await aMember(db, await aProvider(db), 'provider', 'administrator');
    for (const actor of [ours, theirs]) {
      await recordAudit(db, actor, { event: 'vacancy.created', subjectId: actor.organisationId });
    }
  });
});

afterAll(async () => {
  await appDatabase.destroy();
  await identity.end();
});

/** Runs one statement as a login for `ours`, and undoes it. */
async function as(pool: pg.Pool, statement: string, values: readonly unknown[] = [], system = '') {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(
      `select set_config('app.organisation', $1, true), set_config('app.person', $2, true), set_config('app.system', $3, true)`,
      [ours.organisationId, ours.userId, system],
    );
    return await client.query(statement, [...values]);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const REFUSED = { code: '42501' };
/** By the grants, before any trigger is asked. */
const NOT_GRANTED = { ...REFUSED, message: expect.stringMatching(/^(permission denied|must be owner)/) };
const append = (actor: { organisationId: string | null; userId: string | null }) =>
  [
    `select append_audit_event($1, $2, 'vacancy.created', gen_random_uuid(), null, null, null)`,
    [actor.organisationId, actor.userId],
  ] as const;

describe('the application', () => {
  test.each([
    `insert into audit_events (organisation_id, event, subject_id, sequence, previous_hash, hash)
     values (current_organisation(), 'vacancy.created', gen_random_uuid(), 2, '', '')`,
    `update audit_events set reason = 'Another'`,
    'delete from audit_events',
    'truncate audit_events',
    `insert into audit_heads values (current_organisation(), 2, '')`,
    'update audit_heads set sequence = 0',
    'delete from audit_heads',
    'truncate audit_heads',
    'alter table audit_events disable trigger user',
    'create function public.audit_hash() returns text language sql as $$ select $$',
  ])('is refused: %s', async (statement) => {
    await expect(as(app, statement)).rejects.toMatchObject(NOT_GRANTED);
    await expect(as(app, statement, [], 'a job')).rejects.toMatchObject(NOT_GRANTED);
  });

  test('reads the events and the head of its organisation alone', async () => {
    for (const table of ['audit_events', 'audit_heads']) {
      const { rows } = await as(app, `select distinct organisation_id from ${table}`);
      expect(rows).toEqual([{ organisation_id: ours.organisationId }]);
    }
  });

  test('appends for the organisation and the person that are acting', async () => {
    await as(app, ...append(ours));
    for (const actor of [
      theirs,
      { ...theirs, userId: ours.userId },
      { ...ours, userId: theirs.userId },
      { ...ours, userId: null },
      { organisationId: null, userId: null },
    ]) {
      await expect(as(app, ...append(actor))).rejects.toMatchObject(REFUSED);
    }
  });

  test('appends nothing where nobody acts', async () => {
    const [statement, values] = append(ours);
    await expect(app.query(statement, [...values])).rejects.toMatchObject(REFUSED);
    await expect(app.query(statement, [null, null])).rejects.toMatchObject(REFUSED);
  });

  test('appends for any organisation in a job, and so does whoever signs people in', async () => {
    await as(app, ...append({ ...theirs, userId: null }), 'a job');
    await as(identity, ...append(theirs));
  });
});

test('whoever signs people in reads and changes nothing of the audit', async () => {
  for (const statement of ['select from audit_events', 'select from audit_heads', 'delete from audit_events']) {
    await expect(as(identity, statement)).rejects.toMatchObject(NOT_GRANTED);
  }
});

describe('the owner, while the triggers are on', () => {
  test.each([
    `update audit_events set reason = 'Another'`,
    'delete from audit_events',
    'truncate audit_events',
    'delete from audit_heads',
    'truncate audit_heads',
    'update audit_heads set sequence = sequence - 1',
    'update audit_heads set sequence = sequence + 2',
    `update audit_heads set hash = repeat('0', 64)`,
  ])('is refused: %s', async (statement) => expect(context.pool.query(statement)).rejects.toMatchObject(REFUSED));
});

/** As a request of the person's does. */
const visit = (actor: Actor, fail = false) =>
  inTransaction(appDatabase, async (db) => {
    await sql`
      select set_config('app.organisation', ${actor.organisationId}, true), set_config('app.person', ${actor.userId}, true)
    `.execute(db);
    await recordAudit(db, actor, { event: 'vacancy.confirmed', subjectId: actor.organisationId });
    if (fail) throw new Error('The work failed');
  });

const reportOf = async (actor: Actor) => {
  const reports = await context.rolledBack((db) => verifyAudit(db));
  return reports.find(({ organisationId }) => organisationId === actor.organisationId);
};

test('fifty at once make one chain, in the order of their times; work that is rolled back leaves no gap', async () => {
  const before = (await reportOf(ours))?.events ?? 0;
  const outcomes = await Promise.allSettled(Array.from({ length: AT_ONCE }, (_, n) => visit(ours, n % 5 === 0)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(AT_ONCE * 0.8);
  expect(await reportOf(ours)).toMatchObject({ broken: null, events: before + AT_ONCE * 0.8 });
  const { rows } = await context.pool.query(
    'select count(*) from (select occurred_at < lag(occurred_at) over (order by sequence) as back from audit_events where organisation_id = $1) as events where back',
    [ours.organisationId],
  );
  expect(rows).toEqual([{ count: 0 }]);
});

test('the first fifty of an organisation make one chain', async () => {
  const fresh = await inTransaction(context.database, async (db) =>
    aMember(db, await aProvider(db), 'provider', 'administrator'),
  );
  await Promise.all(Array.from({ length: AT_ONCE }, () => visit(fresh)));
  expect(await reportOf(fresh)).toMatchObject({ broken: null, events: AT_ONCE });
});

import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Db, inTransaction } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { aMember, aProvider } from '../testing.ts';
import { recordAudit } from './audit.server.ts';
import { auditHash, type ChainedEvent } from './audit-chain.ts';
import type { KeptHead } from './kept-heads.ts';
import { verifyAudit } from './verify-audit.server.ts';

// What the owner of the database can do to the audit, each undone at the end of its test.

const context = testDatabase();
const EVENTS = 6;
let kent: Actor;
let medway: Actor;

beforeAll(async () => {
  await inTransaction(context.database, async (db) => {
    kent = await aMember(db, await aProvider(db), 'provider', 'administrator');
    medway = await aMember(db, await aProvider(db), 'provider', 'administrator');
  });
  for (const actor of [kent, medway]) {
    for (let number = 1; number <= EVENTS; number++) {
      await inTransaction(context.database, (db) =>
        recordAudit(db, actor, {
          event: 'vacancy.edited',
          subjectId: actor.organisationId,
          reason: `Reason ${number}`,
          before: { number: number - 1 },
          after: { number },
        }),
      );
    }
  }
});

/** What an owner does first. */
const withoutTriggers = (db: Db) =>
  sql`alter table audit_events disable trigger user; alter table audit_heads disable trigger user`.execute(db);

/** The first broken link of Kent's chain after `harm`; Medway's is whole. */
async function brokenBy(harm: (db: Db) => Promise<unknown>, keptHeads: KeptHead[] = []) {
  return context.rolledBack(async (db) => {
    await withoutTriggers(db);
    await harm(db);
    const reports = await verifyAudit(db, keptHeads);
    expect(reports.find(({ organisationId }) => organisationId === medway.organisationId)).toMatchObject({
      broken: null,
      events: EVENTS,
    });
    return reports.find(({ organisationId }) => organisationId === kent.organisationId)?.broken;
  });
}

const inKent = () => sql`organisation_id = ${kent.organisationId}`;

async function keptHead(sequence: number): Promise<KeptHead> {
  const { hash } = await context.rolledBack((db) =>
    db
      .selectFrom('auditEvents')
      .select('hash')
      .where('organisationId', '=', kent.organisationId)
      .where('sequence', '=', sequence)
      .executeTakeFirstOrThrow(),
  );
  return { organisationId: kent.organisationId, sequence, hash, at: '2027-01-01T00:00:00Z' };
}

test('a chain that nobody touched is whole, and meets the heads that were kept', async () => {
  const heads = [await keptHead(2), await keptHead(EVENTS)];
  const reports = await context.rolledBack((db) => verifyAudit(db, heads));
  expect(reports).toHaveLength(2);
  for (const report of reports) expect(report).toMatchObject({ broken: null, events: EVENTS, gaps: 0 });
});

describe('an event that was edited', () => {
  test.each([
    ['occurred_at', `occurred_at + interval '1 microsecond'`],
    ['occurred_at', `'infinity'`],
    ['user_id', 'null'],
    ['event', `'vacancy.created'`],
    ['subject_id', 'gen_random_uuid()'],
    ['reason', 'null'],
    ['reason', `reason || ' '`],
    ['before', 'null'],
    ['before', `'{"number": 30}'`],
    ['after', `'{"number": 4.0}'`],
    ['id', 'gen_random_uuid()'],
    ['hash', `repeat('0', 64)`],
    ['previous_hash', `repeat('0', 64)`],
  ])('%s = %s', async (column, value) => {
    const broken = await brokenBy((db) =>
      sql`update audit_events set ${sql.raw(`"${column}" = ${value}`)} where ${inKent()} and sequence = 4`.execute(db),
    );
    expect(broken).toMatchObject({ kind: 'edited', sequence: 4 });
    if (column !== 'id') expect(broken?.eventId).toBe(await idOf(4));
  });

  test('sequence: its place is empty', async () =>
    expect(
      await brokenBy((db) => sql`update audit_events set sequence = 40 where ${inKent()} and sequence = 4`.execute(db)),
    ).toMatchObject({ kind: 'removed', sequence: 4 }));

  test('organisation_id: its place is empty', async () => {
    const broken = await context.rolledBack(async (db) => {
      await withoutTriggers(db);
      await sql`
        update audit_events set organisation_id = ${medway.organisationId}, sequence = 7 where ${inKent()} and sequence = 4
      `.execute(db);
      return (await verifyAudit(db)).map((report) => report.broken?.kind);
    });
    expect(broken.toSorted()).toEqual(['moved', 'removed']);
  });

  test('with its hash made to fit: the next one does not follow it', async () =>
    expect(await brokenBy((db) => forge(db, 4))).toMatchObject({ kind: 'replaced', sequence: 5 }));

  test('the newest, with its hash made to fit: the head says otherwise', async () =>
    expect(await brokenBy((db) => forge(db, EVENTS))).toMatchObject({ kind: 'head' }));
});

describe('events that are gone', () => {
  test.each([1, 3])('event %i', async (sequence) =>
    expect(await brokenBy((db) => remove(db, sequence, sequence))).toMatchObject({ kind: 'removed', sequence }),
  );

  test('several, and the rest numbered anew', async () => {
    const broken = await brokenBy(async (db) => {
      await remove(db, 2, 3);
      await sql`update audit_events set sequence = sequence - 2 where ${inKent()} and sequence > 3`.execute(db);
    });
    expect(broken).toMatchObject({ kind: 'moved', sequence: 2 });
  });

  test('the last, the head left as it was', async () =>
    expect(await brokenBy((db) => remove(db, 5, 6))).toMatchObject({ kind: 'lost tail', sequence: 5 }));

  test('all of one organisation', async () =>
    expect(await brokenBy((db) => remove(db, 1, EVENTS))).toMatchObject({ kind: 'lost tail', sequence: 1 }));

  test('all there are', async () => {
    const kinds = await context.rolledBack(async (db) => {
      await withoutTriggers(db);
      await sql`truncate audit_events`.execute(db);
      return (await verifyAudit(db)).map((report) => report.broken?.kind);
    });
    expect(kinds).toEqual(['lost tail', 'lost tail']);
  });

  const cutTailAndHead = async (db: Db) => {
    await remove(db, 5, 6);
    await sql`
      update audit_heads set sequence = 4, hash = (select hash from audit_events where ${inKent()} and sequence = 4) where ${inKent()}
    `.execute(db);
  };

  test('the last, and the head rewritten: a kept head shows it, nothing else does', async () => {
    expect(await brokenBy(cutTailAndHead)).toBeNull();
    expect(await brokenBy(cutTailAndHead, [await keptHead(3)])).toBeNull();
    expect(await brokenBy(cutTailAndHead, [await keptHead(5)])).toMatchObject({ kind: 'kept head', sequence: 5 });
  });

  test('the last, with others recorded in their place: a kept head shows it', async () => {
    const regrown = async (db: Db) => {
      await cutTailAndHead(db);
      for (let number = 0; number < 3; number++)
        await recordAudit(db, kent, { event: 'vacancy.created', subjectId: kent.organisationId });
    };
    expect(await brokenBy(regrown)).toBeNull();
    expect(await brokenBy(regrown, [await keptHead(EVENTS)])).toMatchObject({ kind: 'kept head', sequence: EVENTS });
  });

  const removeEverything = async (db: Db) => {
    await remove(db, 1, EVENTS);
    await sql`delete from audit_heads where ${inKent()}`.execute(db);
  };

  test('all of one organisation, and its head: a kept head shows it', async () => {
    expect(await brokenBy(removeEverything)).toBeUndefined();
    expect(await brokenBy(removeEverything, [await keptHead(1)])).toMatchObject({ kind: 'kept head', sequence: 1 });
  });
});

describe('events in another order', () => {
  test('two swapped', async () => {
    const broken = await brokenBy((db) =>
      sql`
        alter table audit_events drop constraint audit_events_sequence;
        update audit_events set sequence = 7 - sequence where organisation_id = ${sql.lit(kent.organisationId)} and sequence in (3, 4)
      `.execute(db),
    );
    expect(broken).toMatchObject({ kind: 'moved', sequence: 3 });
  });

  test('one number used twice', async () => {
    const broken = await brokenBy(async (db) => {
      await sql`alter table audit_events drop constraint audit_events_sequence`.execute(db);
      await sql`
        insert into audit_events
        select organisation_id, uuidv7(), occurred_at, user_id, event, subject_id, reason, before, after, sequence, previous_hash, hash
        from audit_events where ${inKent()} and sequence = 3
      `.execute(db);
    });
    expect(broken?.sequence).toBe(3);
  });

  test('no number at all', async () => {
    const broken = await brokenBy(async (db) => {
      await sql`alter table audit_events alter column sequence drop not null`.execute(db);
      await sql`update audit_events set sequence = null where ${inKent()} and sequence = 6`.execute(db);
    });
    expect(broken).toMatchObject({ kind: 'moved' });
  });
});

describe('the head', () => {
  test.each([
    ['removed', 'delete from audit_heads', 'head'],
    ['set back', 'update audit_heads set sequence = 5', 'head'],
    ['set forward', 'update audit_heads set sequence = 7', 'lost tail'],
    ['with another hash', `update audit_heads set hash = repeat('0', 64)`, 'head'],
  ])('%s', async (_how, harm, kind) =>
    expect(await brokenBy((db) => sql`${sql.raw(harm)} where ${inKent()}`.execute(db))).toMatchObject({ kind }),
  );
});

/** The whole chain written anew, every hash fitting, with one reason another. */
async function rewrite(db: Db) {
  let previousHash = '';
  for (let sequence = 1; sequence <= EVENTS; sequence++) {
    await sql`update audit_events set previous_hash = ${previousHash} where ${inKent()} and sequence = ${sequence}`.execute(
      db,
    );
    previousHash = await forge(db, sequence, sequence === 2 ? 'Another reason' : null);
  }
  await sql`update audit_heads set hash = ${previousHash} where ${inKent()}`.execute(db);
}

test('a chain written anew as a whole fits; a head that was kept shows it', async () => {
  expect(await brokenBy(rewrite)).toBeNull();
  // The first event is the same as before.
  expect(await brokenBy(rewrite, [await keptHead(1)])).toBeNull();
  expect(await brokenBy(rewrite, [await keptHead(4)])).toMatchObject({ kind: 'kept head', sequence: 4 });
});

test('functions that were put in the way of Postgres’s own are not asked', async () => {
  const broken = await brokenBy(async (db) => {
    await sql`create function public.trunc(numeric) returns numeric language sql as 'select 0::numeric'`.execute(db);
    await sql`set local search_path = public, pg_catalog`.execute(db);
    await forge(db, EVENTS);
  });
  expect(broken).toMatchObject({ kind: 'head' });
});

test('batches meet: 2,500 events in one chain', async () => {
  const report = await context.rolledBack(async (db) => {
    await sql`
      select append_audit_event(${kent.organisationId}, ${kent.userId}, 'vacancy.edited', ${kent.organisationId}, null, null, null)
      from generate_series(1, ${2_500 - EVENTS})
    `.execute(db);
    return (await verifyAudit(db)).find(({ organisationId }) => organisationId === kent.organisationId);
  });
  expect(report).toMatchObject({ broken: null, events: 2_500 });
});

const idOf = (sequence: number) =>
  context.rolledBack(async (db) => {
    const query = db.selectFrom('auditEvents').select('id').where('organisationId', '=', kent.organisationId);
    return (await query.where('sequence', '=', sequence).executeTakeFirstOrThrow()).id;
  });

const remove = (db: Db, from: number, to: number) =>
  sql`delete from audit_events where ${inKent()} and sequence between ${from} and ${to}`.execute(db);

/** Changes an event's reason and makes its hash fit; returns the hash. */
async function forge(db: Db, sequence: number, reason: string | null = 'Forged'): Promise<string> {
  if (reason !== null)
    await sql`update audit_events set reason = ${reason} where ${inKent()} and sequence = ${sequence}`.execute(db);
  const { rows } = await sql<ChainedEvent>`
    select organisation_id, sequence::text, id, pg_catalog.trunc(extract(epoch from occurred_at) * 1000000)::text as microseconds,
           user_id, event, subject_id, reason, before::text, after::text, previous_hash, hash
    from audit_events where ${inKent()} and sequence = ${sequence}
  `.execute(db);
  const hash = auditHash(rows[0] as ChainedEvent);
  await sql`update audit_events set hash = ${hash} where ${inKent()} and sequence = ${sequence}`.execute(db);
  return hash;
}

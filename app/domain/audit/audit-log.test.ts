import { parseWithZod } from '@conform-to/zod/v4';
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { inTransaction } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import type { Actor } from '../accounts/actor.ts';
import { aMember, anAuthority, aProvider } from '../testing.ts';
import { recordAudit } from './audit.server.ts';
import { walkChain } from './audit-chain.ts';
import { auditCsvLines, CSV_HEADER, readAuditCsv } from './audit-csv.server.ts';
import { beginAuditExport, nextOfExport } from './audit-export.server.ts';
import { AuditFilterForm, type AuditFilters } from './audit-filter-form.ts';
import { findAuditHead, listAuditEvents, listAuditPeople, PAGE_SIZE } from './audit-log.server.ts';
import { auditParams } from './audit-params.ts';

const context = testDatabase();
const VACANCY = '019f0000-0000-7000-8000-00000000000a';
let administrator: Actor;
let manager: Actor;
let elsewhere: Actor;

beforeAll(() =>
  inTransaction(context.database, async (db) => {
    const providerId = await aProvider(db);
    administrator = await aMember(db, providerId, 'provider', 'administrator');
    manager = await aMember(db, providerId, 'provider', 'manager');
    elsewhere = await aMember(db, await anAuthority(db), 'authority', 'administrator');
    await recordAudit(db, manager, { event: 'vacancy.created', subjectId: VACANCY, after: { title: 'Solo' } });
    await recordAudit(db, manager, {
      event: 'vacancy.withdrawn',
      subjectId: VACANCY,
      reason: 'The HOME is full: 100%_',
      before: { status: 'published' },
      after: { status: 'withdrawn' },
    });
    await recordAudit(db, administrator, { event: 'vacancy.created', subjectId: providerId });
    await sql`select append_audit_event(${providerId}, null, 'market_position_statement.saved', ${providerId}, null, null, null)`.execute(
      db,
    );
    await recordAudit(db, elsewhere, { event: 'vacancy.created', subjectId: VACANCY, reason: 'The home is full' });
  }),
);

const listed = (filters: AuditFilters, actor = administrator) =>
  context.rolledBack(async (db) => (await listAuditEvents(db, actor, filters)).events.map(({ sequence }) => sequence));

describe('the list', () => {
  test('is the organisation’s own, newest first', async () => {
    expect(await listed({})).toEqual([4, 3, 2, 1]);
    expect(await listed({}, elsewhere)).toEqual([1]);
  });

  test('says who, what and which fields changed', async () => {
    const { events } = await context.rolledBack((db) => listAuditEvents(db, administrator, { reason: 'full' }));
    expect(events).toMatchObject([
      {
        event: 'vacancy.withdrawn',
        userName: 'Ana',
        subjectId: VACANCY,
        changes: [{ field: 'Status', before: 'published', after: 'withdrawn' }],
      },
    ]);
  });

  test.each<[string, () => AuditFilters, number[]]>([
    ['a person', () => ({ person: manager.userId }), [2, 1]],
    ['the portal', () => ({ person: 'portal' }), [4]],
    ['a kind of event, and not those that begin alike', () => ({ what: 'vacancy' }), [3, 2, 1]],
    ['what it is about', () => ({ about: VACANCY }), [2, 1]],
    ['words of the reason, in any case', () => ({ reason: 'home IS' }), [2]],
    ['words that are no pattern', () => ({ reason: '100%_' }), [2]],
    ['words that would match as a pattern', () => ({ reason: 'full%' }), []],
    ['all together', () => ({ person: manager.userId, what: 'vacancy', about: VACANCY, reason: 'full' }), [2]],
  ])('by %s', async (_name, filters, expected) => expect(await listed(filters())).toEqual(expected));

  test('by days of London, both included', async () => {
    await context.rolledBack(async (db) => {
      await sql`alter table audit_events disable trigger user`.execute(db);
      // 24 October 2026, 25 October (summer time ends) and 26 October, on London's clock.
      for (const [sequence, at] of [
        [1, '2026-10-24T22:59:59.999999Z'],
        [2, '2026-10-24T23:00:00Z'],
        [3, '2026-10-25T23:59:59.999999Z'],
        [4, '2026-10-26T00:00:00Z'],
      ])
        await sql`update audit_events set occurred_at = ${at} where organisation_id = ${administrator.organisationId} and sequence = ${sequence}`.execute(
          db,
        );
      const { events } = await listAuditEvents(db, administrator, { from: '2026-10-25', to: '2026-10-25' });
      expect(events.map(({ sequence }) => sequence)).toEqual([3, 2]);
    });
  });

  test('pages stay where they are while events are added', async () => {
    await context.rolledBack(async (db) => {
      const add = (count: number) =>
        sql`
          select append_audit_event(${administrator.organisationId}, null, 'vacancy.edited', ${VACANCY}, null, null, null)
          from generate_series(1, ${count})
        `.execute(db);
      const page = async (at: { before?: number; after?: number }) => {
        const { events, ...neighbours } = await listAuditEvents(db, administrator, at);
        return { first: events[0]?.sequence, last: events.at(-1)?.sequence, ...neighbours };
      };
      await add(PAGE_SIZE * 2 - 4);
      expect(await page({})).toEqual({ first: 100, last: 51, older: 51, newer: null });
      await add(3);
      expect(await page({ before: 51 })).toEqual({ first: 50, last: 1, older: null, newer: 50 });
      expect(await page({ after: 50 })).toEqual({ first: 100, last: 51, older: 51, newer: 100 });
      expect(await page({ after: 100 })).toEqual({ first: 103, last: 101, older: 101, newer: null });
      expect(await page({ before: 1 })).toEqual({ first: undefined, last: undefined, older: null, newer: null });
    });
  });
});

test('administrators read the audit, and operators that of the portal: nobody else', async () => {
  await context.rolledBack(async (db) => {
    const works: ((actor: Actor) => Promise<unknown>)[] = [
      async (actor) => listAuditEvents(db, actor, {}),
      async (actor) => listAuditPeople(db, actor),
      async (actor) => findAuditHead(db, actor),
      async (actor) => beginAuditExport(db, actor, {}),
      async (actor) => nextOfExport(db, actor, { organisationId: actor.organisationId, filters: {}, until: 9 }, 0),
    ];
    const authority = { ...elsewhere, organisationKind: 'authority' as const };
    for (const work of works) {
      await work(administrator);
      await work(authority);
      await work({ ...elsewhere, organisationKind: 'operator', roles: ['operator'] });
      await expect(work(manager)).rejects.toMatchObject({ code: 'forbidden' });
      for (const role of ['broker', 'commissioner', 'finance'] as const)
        await expect(work({ ...authority, roles: [role] })).rejects.toMatchObject({
          code: 'forbidden',
        });
    }
  });
});

test('the people are those of the organisation, those who have left as well', async () => {
  await context.rolledBack(async (db) => {
    await db.updateTable('members').set({ deactivatedAt: sql`now()` }).where('userId', '=', manager.userId).execute();
    const ids = (await listAuditPeople(db, administrator)).map(({ id }) => id);
    expect(ids.toSorted()).toEqual([administrator.userId, manager.userId].toSorted());
  });
});

describe('an export', () => {
  const HOSTILE = [
    '=1+1',
    "'=1+1",
    "''",
    '-5',
    '@x',
    '\ttab',
    '\rline',
    'a "b", c\r\nd\ne',
    '＝x',
    'é😀',
    ' a ',
    '\ufeff',
  ];

  test('read back, it is the whole chain; it ends with the event that says it was made', async () => {
    await context.rolledBack(async (db) => {
      for (const reason of HOSTILE)
        await recordAudit(db, administrator, {
          event: 'vacancy.edited',
          subjectId: VACANCY,
          reason,
          before: -5,
          after: { reason, spotWeeklyPence: -100 },
        });
      const begun = await beginAuditExport(db, administrator, { from: '2020-01-01' });
      await recordAudit(db, administrator, { event: 'vacancy.confirmed', subjectId: VACANCY });
      const { events, last } = await nextOfExport(db, administrator, begun, 0);
      expect(last).toBeNull();
      expect(events).toHaveLength(4 + HOSTILE.length + 1);
      expect(events.at(-1)).toMatchObject({ event: 'audit.exported', after: '{"from": "2020-01-01"}' });

      const text = CSV_HEADER + auditCsvLines(events);
      const walk = walkChain();
      const reasons = [];
      for await (const event of readAuditCsv(chunks(text))) {
        walk.take(event);
        reasons.push(event.reason);
      }
      const head = events.at(-1);
      expect(walk.end({ sequence: begun.until, hash: head?.hash ?? '' })).toMatchObject({ broken: null, gaps: 0 });
      expect(reasons.slice(4, -1)).toEqual(HOSTILE);
      for (const cell of (parse(text, { bom: true }) as string[][]).flat()) expect(cell).not.toMatch(/^[=+\-@\t\r＝]/);
    });
  });

  test('a file that somebody edited does not fit', async () => {
    const text = await context.rolledBack(async (db) => {
      const begun = await beginAuditExport(db, administrator, {});
      return CSV_HEADER + auditCsvLines((await nextOfExport(db, administrator, begun, 0)).events);
    });
    const walk = walkChain();
    for await (const event of readAuditCsv(chunks(text.replace('HOME', 'Home')))) walk.take(event);
    expect(walk.end().broken).toMatchObject({ kind: 'edited', sequence: 2 });
  });

  test('goes on in parts, up to the event that began it', async () => {
    await context.rolledBack(async (db) => {
      await sql`
        select append_audit_event(${administrator.organisationId}, null, 'vacancy.edited', ${VACANCY}, null, null, null)
        from generate_series(1, 1000)
      `.execute(db);
      const begun = await beginAuditExport(db, administrator, {});
      const first = await nextOfExport(db, administrator, begun, 0);
      expect([first.events.length, first.last]).toEqual([1_000, 1_000]);
      const second = await nextOfExport(db, administrator, begun, first.last ?? 0);
      expect([second.events.length, second.last]).toEqual([5, null]);
    });
  });

  test('stops where its person acts for another organisation meanwhile', async () => {
    await context.rolledBack(async (db) => {
      const begun = await beginAuditExport(db, administrator, {});
      await expect(nextOfExport(db, elsewhere, begun, 0)).rejects.toMatchObject({ code: 'forbidden' });
    });
  });
});

describe('the filters of an address', () => {
  const parsed = (search: string) =>
    parseWithZod(auditParams(new URLSearchParams(search)), { schema: AuditFilterForm });

  test('empty ones are none', () =>
    expect(parsed('from=&to=&person=&what=&about=&reason=&before=')).toMatchObject({ status: 'success', value: {} }));

  test.each([
    ['from=2026-02-30', 'from'],
    ['from=yesterday', 'from'],
    ['to=9999-12-31', 'to'],
    ['from=2026-02-02&to=2026-02-01', 'to'],
    ['from=2026-02-02&from=2026-02-01', 'from'],
    ['person=me', 'person'],
    ['what=%00', 'what'],
    ['what=__proto__', 'what'],
    ['about=5', 'about'],
    ['reason=a%00b', 'reason'],
    ['reason=%EF%BF%BF%0A', undefined],
    [`reason=${'x'.repeat(10_000)}`, 'reason'],
    ['reason=a&reason=b', 'reason'],
  ])('%s', (search, field) => {
    const { error } = parsed(search).reply();
    expect(Object.keys(error ?? {})).toEqual(field ? [field] : []);
  });

  test('a place that is none is left out', () =>
    expect(parsed('before=x&after=-1&__proto__=1&page=2')).toMatchObject({ status: 'success', value: {} }));
});

async function* chunks(text: string): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 97) yield bytes.subarray(at, at + 97);
}

import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '#db/testing.ts';
import { auditHash, type ChainedEvent, walkChain } from './audit-chain.ts';

const context = testDatabase();

const EVENT: Omit<ChainedEvent, 'hash'> = {
  organisationId: '019f0000-0000-7000-8000-000000000001',
  sequence: '7',
  id: '019f0000-0000-7000-8000-000000000002',
  microseconds: '1798884309123456',
  userId: '019f0000-0000-7000-8000-000000000003',
  event: 'vacancy.published',
  subjectId: '019f0000-0000-7000-8000-000000000004',
  reason: 'Because',
  before: '{"status": "draft"}',
  after: '{"status": "published"}',
  previousHash: 'a'.repeat(64),
};

/** What the database says of the same event, and its fields as it writes them. */
async function inDatabase(event: Omit<ChainedEvent, 'hash' | 'microseconds'> & { at: string }) {
  return context.rolledBack(async (db) => {
    const { rows } = await sql<{ hash: string; microseconds: string; before: string | null; after: string | null }>`
      select audit_hash(${event.previousHash}, ${event.organisationId}::uuid, ${event.sequence}::bigint, ${event.id}::uuid,
                        ${event.at}::timestamptz, ${event.userId}::uuid, ${event.event}, ${event.subjectId}::uuid, ${event.reason},
                        ${event.before}::jsonb, ${event.after}::jsonb) as hash,
             trunc(extract(epoch from ${event.at}::timestamptz) * 1000000)::text as microseconds,
             (${event.before}::jsonb)::text as before, (${event.after}::jsonb)::text as after
    `.execute(db);
    const [row] = rows;
    if (!row) throw new Error('A select without a table gives a row');
    return row;
  });
}

const { microseconds: _, ...REST } = EVENT;
const HOSTILE: [string, Partial<typeof REST & { at: string }>][] = [
  ['an event as they are', {}],
  ['nobody, no reason, nothing before and after', { userId: null, reason: null, before: null, after: null }],
  ['an empty reason, not none', { reason: '' }],
  ['JSON that is null, not none', { before: 'null', after: null }],
  ['letters of two, three and four bytes', { reason: 'é € 😀 e\u0301 \u202e \ufeff' }],
  ['text that looks like fields', { reason: '1:a-2:bb', event: '-' }],
  ['lines and quotes', { reason: 'a\r\nb\t"c" \'d\' \\ \u0001' }],
  ['nested JSON, in whatever order', { before: '{"b":[1,{"ü":null,"a":"\\u00e9\\n"}],"a":{"z":{},"":[]}}' }],
  ['keys given twice', { after: '{"a":1,"a":2}' }],
  ['numbers that no float holds', { after: '{"a":1e400,"b":0.10,"c":-0,"d":12345678901234567890.12345,"e":1E-30}' }],
  ['the first microsecond', { at: '1970-01-01T00:00:00.000001Z' }],
  ['before 1970', { at: '1969-12-31T23:59:59.999999Z' }],
  ['the last microsecond of a day', { at: '2026-12-31T23:59:59.999999Z' }],
  ['an hour that comes twice in London', { at: '2026-10-25T01:30:00.5+01:00' }],
  ['years far away', { at: '294276-12-31T23:59:59.999999Z' }],
  ['years before Christ', { at: '4713-01-01T00:00:00Z BC' }],
  ['the end of time', { at: 'infinity' }],
  ['the highest number', { sequence: '9223372036854775807' }],
];

describe('the hash computed here is the one that the database computes', () => {
  test.each(HOSTILE)('%s', async (_name, change) => {
    const event = { ...REST, at: '2027-01-02T10:05:09.123456Z', ...change };
    const { hash, ...texts } = await inDatabase(event);
    expect(auditHash({ ...event, ...texts })).toBe(hash);
  });

  test('to the microsecond', async () =>
    expect((await inDatabase({ ...REST, at: '2027-01-02T10:05:09.123457Z' })).microseconds).toBe('1798884309123457'));
});

test('every field counts, and none runs into the next', () => {
  const hashes = new Set([auditHash(EVENT)]);
  for (const name of Object.keys(EVENT)) {
    hashes.add(auditHash({ ...EVENT, [name]: 'x' }));
    hashes.add(auditHash({ ...EVENT, [name]: '' }));
    hashes.add(auditHash({ ...EVENT, [name]: null }));
  }
  hashes.add(auditHash({ ...EVENT, before: '12', after: '3' }));
  hashes.add(auditHash({ ...EVENT, before: '1', after: '23' }));
  expect(hashes.size).toBe(1 + 3 * Object.keys(EVENT).length + 2);
});

describe('an export by filters', () => {
  const chained = chain(6);
  const walked = (events: ChainedEvent[]) => {
    const walk = walkChain({ gapsAllowed: true });
    for (const event of events) walk.take(event);
    return walk.end();
  };

  test('may begin anywhere and leave events out', () =>
    expect(walked(chained.filter((_event, index) => index !== 0 && index !== 3))).toMatchObject({
      broken: null,
      gaps: 2,
    }));

  test('still shows an event that was edited, and one that was replaced', () => {
    const edited = chained.map((event, index) => (index === 4 ? { ...event, reason: 'Another' } : event));
    expect(walked(edited).broken).toMatchObject({ kind: 'edited', sequence: 5 });
    const [, second] = chained;
    const forged = { ...(second as ChainedEvent), reason: 'Another' };
    const replaced = chained.with(1, { ...forged, hash: auditHash(forged) });
    expect(walked(replaced).broken).toMatchObject({ kind: 'replaced', sequence: 3 });
  });
});

function chain(length: number): ChainedEvent[] {
  const events: ChainedEvent[] = [];
  for (let sequence = 1; sequence <= length; sequence++) {
    const event = { ...EVENT, sequence: String(sequence), previousHash: events.at(-1)?.hash ?? '' };
    events.push({ ...event, hash: auditHash(event) });
  }
  return events;
}

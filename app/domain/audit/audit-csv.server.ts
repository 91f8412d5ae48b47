import { pipeline } from 'node:stream';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';
import { escapeFormula, unescapeFormula } from '../../lib/formulas.ts';
import type { ChainedEvent } from './audit-chain.ts';

export interface ExportedEvent extends ChainedEvent {
  /** For people: it is no part of the hash. Null for the portal itself. */
  userName: string | null;
}

/** In the order of the file. */
const COLUMNS = {
  sequence: 'sequence',
  occurredAt: 'occurred_at',
  userName: 'user_name',
  event: 'event',
  subjectId: 'subject_id',
  reason: 'reason',
  before: 'before',
  after: 'after',
  id: 'id',
  userId: 'user_id',
  organisationId: 'organisation_id',
  previousHash: 'previous_hash',
  hash: 'hash',
} as const;

/** What people wrote, or what can begin as a formula does. */
const TEXTS = ['userName', 'reason', 'before', 'after'] as const;

export const CSV_HEADER = `\ufeff${stringify([Object.values(COLUMNS)])}`;

/** Events as lines of the file. */
export function auditCsvLines(events: readonly ExportedEvent[]): string {
  const rows = events.map((event) => {
    const row = { ...event, occurredAt: isoOf(event.microseconds ?? '') };
    return { ...row, ...Object.fromEntries(TEXTS.map((name) => [name, escaped(row[name])])) };
  });
  return stringify(rows, { columns: Object.keys(COLUMNS), quoted_match: /[\r\n]/ });
}

/** The events of such a file, one after the other; throws an Error where it is none. */
export async function* readAuditCsv(file: AsyncIterable<string | Buffer>): AsyncGenerator<ChainedEvent> {
  const parser = parse({ bom: true, columns: true });
  // What goes wrong comes out of the parser.
  pipeline(file, parser, () => {});
  for await (const row of parser as AsyncIterable<Record<string, string>>) {
    const said = (name: keyof typeof COLUMNS) => {
      const text = row[COLUMNS[name]];
      if (text === undefined) throw new Error(`it has no column ${COLUMNS[name]}`);
      return text === '' ? null : text;
    };
    yield {
      sequence: said('sequence'),
      microseconds: microsecondsOf(said('occurredAt') ?? ''),
      event: said('event'),
      subjectId: said('subjectId'),
      reason: unescaped(said('reason')),
      before: unescaped(said('before')),
      after: unescaped(said('after')),
      id: said('id'),
      userId: said('userId'),
      organisationId: said('organisationId'),
      // The first event follows none: its text is empty, not absent.
      previousHash: said('previousHash') ?? '',
      hash: said('hash'),
    };
  }
}

const escaped = (text: string | null) => text && escapeFormula(text);
const unescaped = (text: string | null) => text && unescapeFormula(text);

const ISO = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{6})Z$/;

/** "1798884309123456" → "2027-01-02T10:05:09.123456Z". What is no time of a calendar's year stays what it is. */
function isoOf(microseconds: string): string {
  if (!/^\d{1,17}$/.test(microseconds)) return microseconds;
  const padded = microseconds.padStart(7, '0');
  const iso = new Date(Number(padded.slice(0, -6)) * 1_000).toISOString();
  const exact = iso.replace('.000Z', `.${padded.slice(-6)}Z`);
  return ISO.test(exact) ? exact : microseconds;
}

function microsecondsOf(text: string): string {
  const [, seconds, fraction = ''] = ISO.exec(text) ?? [];
  if (!seconds) return text;
  const since = Date.parse(`${seconds}Z`);
  return Number.isNaN(since) ? text : String(BigInt(since / 1_000) * 1_000_000n + BigInt(fraction));
}

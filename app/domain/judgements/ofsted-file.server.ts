import { pipeline } from 'node:stream';
import { parse } from 'csv-parse';
import { toIsoDate } from '../../lib/dates.ts';
import { type JudgementScale, judgementOfWords } from './judgement.ts';

/** The columns of the providers' file that Ofsted publishes. */
const HEADINGS = [
  'URN',
  'Provision type',
  'Sector',
  'Registration date',
  'Registration status',
  'Date closed',
  'Places',
  'Local authority',
  'Organisation which owns the provider',
  'Latest full inspection date',
  'Inspection event type',
  'Overall experiences and progress of children and young people',
] as const;
type Heading = (typeof HEADINGS)[number];

/** What is used of a row. */
export interface OfstedRow {
  /** Where its record ends in the file, from 1. */
  line: number;
  urn: string;
  registrationStatus: string;
  /** Null: the file does not say. */
  places: number | null;
  /** Null: none, none with an overall judgement, or one that cannot be read. */
  judged: { inspectedOn: string; scale: JudgementScale; judgement: string } | null;
}

export interface UnreadableRow {
  line: number;
  /** Null where it cannot be told. */
  urn: string | null;
  why: string;
}

export interface OfstedFile {
  /** Rows in all, the headings apart. */
  read: number;
  rows: OfstedRow[];
  /** What of it is not used; of a judgement that cannot be read, the rest of the row is. */
  unreadable: UnreadableRow[];
}

/** Not such a file at all: nothing of it is used. */
export class NotOfstedFile extends Error {}

/** Reads the file as it comes; a row that cannot be read is told, and the others are. `today`: nothing was inspected after it. */
export async function readOfstedFile(file: AsyncIterable<string | Buffer>, today: string): Promise<OfstedFile> {
  const found: OfstedFile = { read: 0, rows: [], unreadable: [] };
  const refuse = (line: number, urn: string | null, why: string) => found.unreadable.push({ line, urn, why });
  const refuseRecord = (error: { lines?: number; code?: string }) => {
    found.read++;
    refuse(error.lines ?? 0, null, error.code === 'CSV_QUOTE_NOT_CLOSED' ? NOT_CLOSED : 'it is no row of a CSV file');
  };
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: MOST_CHARACTERS,
  });
  parser.on('skip', refuseRecord);
  // What goes wrong comes out of the parser.
  pipeline(file, parser, () => {});
  let columns: Map<Heading, number> | undefined;
  const seen = new Map<string, number>();
  let width = 0;
  try {
    for await (const { info, record } of parser as AsyncIterable<{ info: { lines: number }; record: string[] }>) {
      if (!columns) {
        columns = columnsOf(record);
        width = record.length;
        continue;
      }
      found.read++;
      const known = columns;
      const said = (heading: Heading) => plain(record[known.get(heading) ?? -1] ?? '');
      const urn = said('URN').toUpperCase();
      const row = record.length === width ? rowOf(said, urn, today) : `it has ${record.length} values, not ${width}`;
      const earlier = seen.get(urn);
      if (typeof row === 'string') refuse(info.lines, urn || null, row);
      else if (earlier !== undefined) refuse(info.lines, urn, `the URN is on line ${earlier} already`);
      else {
        const judged = judgedOf(said, today);
        if (typeof judged === 'string') refuse(info.lines, urn, judged);
        seen.set(urn, info.lines);
        found.rows.push({ line: info.lines, ...row, judged: typeof judged === 'string' ? null : judged });
      }
    }
  } catch (error) {
    if (!columns) throw error instanceof NotOfstedFile ? error : new NotOfstedFile(`it is no CSV file: ${error}`);
    if (!(error as { code?: string }).code?.startsWith('CSV_')) throw error;
    refuseRecord(error as { code?: string; lines?: number });
  }
  if (!columns) throw new NotOfstedFile('it is empty');
  return found;
}

const MOST_CHARACTERS = 100_000;
const NOT_CLOSED = 'a quotation mark before it is never closed: nothing after that mark is read';
const plain = (text: string) => text.replaceAll('\u00a0', ' ').trim();

function columnsOf(record: readonly string[]): Map<Heading, number> {
  const headings = record.map(plain);
  const missing = HEADINGS.filter((heading) => !headings.includes(heading));
  if (missing.length > 0) {
    const names = missing.map((heading) => `“${heading}”`).join(', ');
    throw new NotOfstedFile(`its first line must hold Ofsted’s headings; these are not there: ${names}`);
  }
  const twice = HEADINGS.find((heading) => headings.indexOf(heading) !== headings.lastIndexOf(heading));
  if (twice) throw new NotOfstedFile(`the heading “${twice}” is there twice`);
  return new Map(HEADINGS.map((heading) => [heading, headings.indexOf(heading)]));
}

/** Ofsted's ways of leaving a cell empty. */
const NOTHING = new Set(['', '-', 'null', 'n/a', 'not applicable', 'redacted']);
const isNothing = (text: string) => NOTHING.has(text.toLowerCase());

const NOT_JUDGED = new Set(['not judged', 'not yet inspected', 'no overall judgement']);

const STATUSES: Record<string, string> = {
  active: 'registered',
  registered: 'registered',
  'application accepted': 'application_accepted',
  suspended: 'suspended',
  closed: 'closed',
  resigned: 'closed',
  cancelled: 'closed',
};

const URN = /^([0-9]{6,7}|SC[0-9]{6})$/;

type Said = (heading: Heading) => string;

/** The row but for its judgement, or why it cannot be read. */
function rowOf(said: Said, urn: string, today: string): Omit<OfstedRow, 'line' | 'judged'> | string {
  if (!URN.test(urn)) return urn === '' ? 'it has no URN' : `“${short(urn)}” is no URN`;
  const status = said('Registration status').toLowerCase();
  if (!Object.hasOwn(STATUSES, status))
    return `the registration status “${short(said('Registration status'))}” is not known`;
  const closedOn = isNothing(said('Date closed')) ? null : dateOf(said('Date closed'));
  if (closedOn === undefined) return `the date closed “${short(said('Date closed'))}” is no date`;
  const registrationStatus = closedOn !== null && closedOn <= today ? 'closed' : (STATUSES[status] ?? '');
  const places = placesOf(said('Places'), registrationStatus);
  if (places === undefined) return `“${short(said('Places'))}” is no number of places`;
  return { urn, registrationStatus, places };
}

function placesOf(text: string, status: string): number | null | undefined {
  if (isNothing(text)) return null;
  if (!/^\d{1,4}$/.test(text)) return undefined;
  if (Number(text) > 0) return Number(text);
  return status === 'closed' ? null : undefined;
}

function judgedOf(said: Said, today: string): OfstedRow['judged'] | string {
  const words = said('Overall experiences and progress of children and young people');
  const day = said('Latest full inspection date');
  const inspectedOn = isNothing(day) ? null : dateOf(day);
  if (inspectedOn === undefined) return `the inspection date “${short(day)}” is no date`;
  if (inspectedOn !== null && inspectedOn > today) return `the inspection date “${short(day)}” is yet to come`;
  if (isNothing(words) || NOT_JUDGED.has(words.toLowerCase())) return null;
  const judgement = judgementOfWords(words);
  if (!judgement) return `the judgement “${short(words)}” is not known`;
  if (inspectedOn === null) return 'it has a judgement without the date of an inspection';
  return { inspectedOn, ...judgement };
}

/** "31/03/2026" and "2026-03-31" → ISO; undefined where there is no such day. */
function dateOf(text: string): string | undefined {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  if (year) return toIsoDate(Number(year), Number(month), Number(day));
  const [, isoYear, isoMonth, isoDay] = /^(\d{4})-(\d\d)-(\d\d)(?:[T ]00:00:00(?:\.0+)?)?$/.exec(text) ?? [];
  return isoYear ? toIsoDate(Number(isoYear), Number(isoMonth), Number(isoDay)) : undefined;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a report on a terminal holds none
const short = (text: string) => text.replaceAll(/[\u0000-\u001f\u007f]/g, ' ').slice(0, 60);

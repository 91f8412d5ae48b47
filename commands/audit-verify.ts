import { createReadStream, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BrokenLink, walkChain } from '../app/domain/audit/audit-chain.ts';
import { readAuditCsv } from '../app/domain/audit/audit-csv.server.ts';
import { type KeptHead, readKeptHeads, shortHash, writeKeptHead } from '../app/domain/audit/kept-heads.ts';
import { type OrganisationReport, verifyAudit } from '../app/domain/audit/verify-audit.server.ts';
import { formatLondonTime } from '../app/lib/dates.ts';
import { countOf } from '../app/lib/phrases.ts';
import { createDatabase, createPool } from '../db/client.ts';
import { dataFolder, openDatabase } from './support/database.ts';

// npm run audit:verify -- --heads FILE --write-heads FILE: walks every organisation's audit and names the first broken link of each.
// npm run audit:verify -- --export FILE: the same of a CSV file, without any database.

/** Something is wrong with what the command was given: not with the audit. */
class Unusable extends Error {}

interface Arguments {
  heads: KeptHead[];
  writeHeads: string | undefined;
  exported: string | undefined;
}

process.exitCode = await run();

async function run(): Promise<number> {
  try {
    const given = readArguments();
    return given.exported ? await verifyExport(given.exported, given.heads) : await verifyDatabase(given);
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    console.error(error.message);
    return 2;
  }
}

function readArguments(): Arguments {
  const options = { heads: { type: 'string' }, 'write-heads': { type: 'string' }, export: { type: 'string' } } as const;
  const { values } = usable('', () => parseArgs({ options, strict: true }));
  return {
    heads: values.heads ? headsIn(values.heads) : [],
    writeHeads: values['write-heads'],
    exported: values.export,
  };
}

async function verifyDatabase({ heads, writeHeads }: Arguments): Promise<number> {
  const ownFile = join(dataFolder(), 'audit-heads.jsonl');
  const ownHeads = existsSync(ownFile) ? headsIn(ownFile) : [];
  const reports = await examine([...ownHeads, ...heads]);
  for (const report of reports) console.log(lineOf(report));
  if (reports.length === 0) console.log('Nothing has been recorded yet');

  const broken = new Set(reports.filter((report) => report.broken).map(({ organisationId }) => organisationId));
  const at = new Date().toISOString();
  const newest = reports.flatMap(({ organisationId, newest }) =>
    newest && !broken.has(organisationId) ? [{ organisationId, ...newest, at }] : [],
  );
  // What no longer fits stays the proof that it once did.
  const stay = ownHeads.filter(({ organisationId }) => broken.has(organisationId));
  writeHeadsTo(ownFile, [...newest, ...stay]);
  if (writeHeads) {
    writeHeadsTo(writeHeads, newest);
    console.log(`${countOf(newest.length, 'head')} written to ${writeHeads}: keep them elsewhere`);
  }
  return broken.size > 0 ? 1 : 0;
}

async function examine(heads: KeptHead[]): Promise<OrganisationReport[]> {
  const server = await openDatabase();
  const database = createDatabase(createPool(server.connectionString, 1));
  try {
    return await database
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute((db) => verifyAudit(db, heads));
  } catch (error) {
    const UNDEFINED = ['42P01', '42703'];
    if (!UNDEFINED.includes((error as { code?: string }).code ?? '')) throw error;
    throw new Unusable('The database is of an older release: run "npm run migrate" first');
  } finally {
    await database.destroy();
    await server.stop();
  }
}

/** An export by filters leaves numbers out: what there is must fit, and follow where it can. */
async function verifyExport(file: string, heads: KeptHead[]): Promise<number> {
  let walk: ReturnType<typeof walkChain> | undefined;
  let organisationId = '';
  try {
    for await (const event of readAuditCsv(createReadStream(file))) {
      organisationId ||= event.organisationId ?? '';
      walk ??= walkChain({
        gapsAllowed: true,
        keptHeads: heads.filter((head) => head.organisationId === organisationId),
      });
      walk.take(event);
    }
  } catch (error) {
    throw new Unusable(`${file}: ${messageOf(error)}`);
  }
  const report = walk?.end();
  if (!report) throw new Unusable(`${file}: it holds no events`);
  console.log(lineOf({ ...report, name: organisationId }));
  if (!report.broken && report.gaps > 0) console.log(`${countOf(report.gaps, 'number')} up to it not in the file`);
  return report.broken ? 1 : 0;
}

function lineOf({ name, events, newest, broken }: Pick<OrganisationReport, 'name' | 'events' | 'newest' | 'broken'>) {
  const counted = `${name}: ${countOf(events, 'event')}`;
  if (broken) return `${counted}, BROKEN at ${placeOf(broken)}: ${broken.says} (${broken.kind})`;
  return newest
    ? `${counted}, whole, head ${newest.sequence.toLocaleString('en-GB')} ${shortHash(newest.hash)}`
    : `${counted}, whole`;
}

function placeOf({ sequence, eventId, microseconds }: BrokenLink): string {
  const time = new Date(Number(microseconds ?? Number.NaN) / 1_000);
  const when = Number.isNaN(time.getTime()) ? undefined : formatLondonTime(time);
  return [`event ${sequence.toLocaleString('en-GB')}`, eventId, when].filter(Boolean).join(', ');
}

function headsIn(file: string): KeptHead[] {
  return usable(`${file}: `, () => readKeptHeads(readFileSync(file, 'utf8')));
}

/** Put in place whole: a run that ends in the middle leaves the heads that were there. */
function writeHeadsTo(file: string, heads: KeptHead[]) {
  usable(`${file}: `, () => {
    writeFileSync(`${file}.new`, heads.map(writeKeptHead).join(''), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  });
}

function usable<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Unusable(`${what}${messageOf(error)}`);
  }
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll('\n', ' ');
}

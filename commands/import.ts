import { createReadStream, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { NotOfstedFile, readOfstedFile } from '../app/domain/judgements/ofsted-file.server.ts';
import { type ImportReport, importOfstedFile } from '../app/domain/judgements/ofsted-import.server.ts';
import { todayInLondon } from '../app/lib/dates.ts';
import { migrateToLatest } from '../db/migrate.ts';
import { dataFolder, openDatabase, openLogins } from './support/database.ts';
import { reportCsv, summaryLines } from './support/import-report.ts';
import { openMarket } from './support/market.ts';

// npm run import -- ofsted FILE --report FILE: brings services and judgements to what Ofsted's published file of providers says.

const USAGE = 'Give Ofsted’s published file: npm run import -- ofsted FILE [--report FILE]';

/** Something is wrong with what the command was given. */
class Unusable extends Error {}

process.exitCode = await run();

async function run(): Promise<number> {
  try {
    const { file, reportFile } = readArguments();
    const report = await importFrom(file);
    if (reportFile) writeFileSync(reportFile, reportCsv(report));
    for (const line of summaryLines(report, reportFile)) console.log(line);
    return report.unreadable.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    console.error(error.message);
    return 2;
  }
}

function readArguments(): { file: string; reportFile: string | undefined } {
  try {
    const options = { report: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true, strict: true });
    const [what, file, ...others] = positionals;
    if (what === 'ofsted' && file && others.length === 0) return { file, reportFile: values.report };
  } catch {
    // Said below.
  }
  throw new Unusable(USAGE);
}

async function importFrom(file: string): Promise<ImportReport> {
  const rows = await readOfstedFile(createReadStream(file), todayInLondon()).catch((error: unknown) => {
    const { code, message } = error as NodeJS.ErrnoException;
    if (error instanceof NotOfstedFile || code?.startsWith('E')) throw new Unusable(`${file}: ${message}`);
    throw error;
  });
  const server = await openDatabase();
  try {
    await migrateToLatest(server.connectionString);
    const { app } = await openLogins(server.connectionString, dataFolder());
    const market = openMarket(app);
    const publicUrl = process.env.PUBLIC_URL || `http://localhost:${process.env.PORT || 3000}`;
    try {
      return await market.asSystem('imports Ofsted’s file', (db) => importOfstedFile(db, rows, { publicUrl }));
    } finally {
      await market.close();
    }
  } finally {
    await server.stop();
  }
}

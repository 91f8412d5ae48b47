import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { todayInLondon } from '../app/lib/dates.ts';
import { migrateToLatest } from '../db/migrate.ts';
import { isEmpty, seedDemonstration } from '../db/seed/demonstration.ts';
import { loadReferenceData } from '../db/seed/reference-data.ts';
import { builtPages, createWebApp, developmentPages, listen } from '../server/web.ts';
import { buildIfNeeded } from './support/build.ts';
import { dataFolder, openDatabase } from './support/database.ts';

// npm start: builds, starts the database, migrates, loads the demonstration market into an empty database, serves.
const ROOT = new URL('../', import.meta.url);
const development = process.argv.includes('--dev');
const port = Number(process.env.PORT ?? 3000);
const host = process.env.HOST ?? '127.0.0.1';
const address = process.env.PUBLIC_URL ?? `http://localhost:${port}`;
const say = (line: string) => console.log(line);

try {
  await start();
} catch (error) {
  say(explain(error));
  process.exit(1);
}

async function start() {
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`PORT is not a port number: ${process.env.PORT}`);
  if (!development) buildIfNeeded(say);
  const data = dataFolder();
  const database = await openDatabase();
  await migrateToLatest(database.connectionString);
  const password = await prepareMarket(database.connectionString, data);

  process.env.DATABASE_URL = database.connectionString;
  process.env.AUTH_SECRET ??= keepSecret(join(data, 'auth-secret'));
  process.env.PUBLIC_URL ??= address;
  process.env.NODE_ENV ??= development ? 'development' : 'production';
  const server = await listen(
    createWebApp(development ? await developmentPages() : await builtPages(ROOT)),
    port,
    host,
  );
  greet(password);
  stopInOrder(server, database.stop);
}

/** The demonstration accounts' password, where there are any and it is known. */
async function prepareMarket(connectionString: string, data: string): Promise<string | undefined> {
  await loadReferenceData(connectionString);
  if (process.env.DEMO === 'off') return undefined;
  const kept = join(data, 'demonstration-password');
  if (await isEmpty(connectionString)) {
    say('Loading the demonstration market …');
    const password = process.env.DEMO_PASSWORD ?? randomBytes(12).toString('base64url');
    await seedDemonstration(connectionString, { today: todayInLondon(), password });
    writeFileSync(kept, password, { mode: 0o600 });
  }
  return existsSync(kept) ? readFileSync(kept, 'utf8') : process.env.DEMO_PASSWORD;
}

function keepSecret(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

function greet(password: string | undefined) {
  say(`\nSufficiency Market is at ${address}\n`);
  if (!password) return;
  say('Demonstration accounts:');
  say('  broker@kent.example        finds places (also at medway, southwark, westsussex)');
  say('  commissioner@kent.example  compares cost, writes statements');
  say('  finance@kent.example       reads cost');
  say('  manager@alder-fostering.example, bids@…  a provider’s people');
  say(`  password: ${password}\n`);
}

function stopInOrder(server: Server, stopDatabase: () => Promise<void>) {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    server.close(() => stopDatabase().finally(() => process.exit(0)));
    server.closeIdleConnections();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function explain(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `Port ${port} is taken by another program: end it, or choose another with PORT=3001 npm start`;
  }
  return error instanceof Error ? error.message : String(error);
}

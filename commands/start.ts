import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { todayInLondon } from '../app/lib/dates.ts';
import { migrateToLatest } from '../db/migrate.ts';
import { demonstrationAccounts } from '../db/seed/accounts.ts';
import { DatabaseNotEmpty, isEmpty, seedDemonstration } from '../db/seed/demonstration.ts';
import { loadReferenceData } from '../db/seed/reference-data.ts';
import { listenForMetrics, Metrics } from '../server/metrics.ts';
import { type WebSettings, webSettings } from '../server/settings.ts';
import { stopper } from '../server/stop.ts';
import {
  builtPages,
  connectionsOf,
  createWebApp,
  currentBuild,
  developmentPages,
  listen,
  type Pages,
} from '../server/web.ts';
import { buildIfNeeded } from './support/build.ts';
import { dataFolder, openDatabase, openLogins } from './support/database.ts';
import { filesFolder, keepDemonstrationFiles } from './support/demonstration-files.ts';
import { chooseDemonstrationPassword, keptDemonstrationPassword } from './support/demonstration-password.ts';
import { leave, leaveWhenAsked, started } from './support/leaving.ts';
import { checkAddress, explainAddress } from './support/listening.ts';
import { planMail } from './support/mail.ts';
import { keptSecret } from './support/secrets.ts';
import { openWorker } from './support/worker.ts';

// npm start: builds, starts the database, migrates, loads the demonstration market into an empty database, serves.
const ROOT = new URL('../', import.meta.url);
const REQUESTS_MAY_TAKE_MS = 10_000;
const CONNECTIONS_MAY_TAKE_MS = 2_000;
const development = process.argv.includes('--dev');
const port = Number(process.env.PORT || 3000);
const host = process.env.HOST || '127.0.0.1';
const address = process.env.PUBLIC_URL || `http://localhost:${port}`;
const say = (line: string) => console.log(line);

leaveWhenAsked();
try {
  await start();
} catch (error) {
  await leave(1, explainAddress(error, host, port) ?? explain(error));
}

async function start() {
  const settings = webSettings(process.env, address);
  await checkAddress(host, port);
  const data = dataFolder();
  const mail = planMail(process.env, { host, address, dataFolder: data });
  if (!development) await buildIfNeeded(say);
  const database = await openDatabase();
  started.push(database.stop);
  const applied = await migrateToLatest(database.connectionString);
  if (applied.length > 0) say(`Brought the database to ${applied.at(-1)}`);
  const password = await prepareMarket(database.connectionString, data);

  const logins = await openLogins(database.connectionString, data);
  // The portal itself never has the owner's account.
  delete process.env.DATABASE_URL;
  process.env.APP_DATABASE_URL = logins.app;
  process.env.IDENTITY_DATABASE_URL = logins.identity;
  process.env.AUTH_SECRET ||= keptSecret(join(data, 'auth-secret'));
  process.env.PUBLIC_URL = address;
  process.env.MAIL_FOLDER = mail.settings.folder;
  process.env.FILES_FOLDER = filesFolder(data);
  process.env.MAILBOX = mail.mailbox ? 'on' : 'off';
  process.env.NODE_ENV ||= development ? 'development' : 'production';
  const pages = development ? await developmentPages() : await builtPages(ROOT);
  const jobs = { mail: mail.settings, publicUrl: address, filesFolder: filesFolder(data) };
  if (process.env.WORKER !== 'off') started.push((await openWorker(logins, jobs)).stop);
  await serve(pages, settings);
  greet(password);
  say(process.env.WORKER === 'off' ? 'Mail waits for npm run worker' : mail.says);
}

/** Serves the pages, and the metrics beside them; what is stopped last is started first. */
async function serve(pages: Pages, settings: WebSettings) {
  const connections = await connectionsOf(pages);
  started.push(() => Promise.race([connections.close(), pause(CONNECTIONS_MAY_TAKE_MS)]));
  const metrics = settings.metrics && new Metrics();
  if (settings.metrics && metrics) {
    metrics.knowRoutes((await currentBuild(pages)).routes);
    metrics.countConnections(connections.counts);
    const stop = stopper(await listenForMetrics(metrics, settings.metrics.port, settings.metrics.host));
    started.push(() => stop(0));
  }
  const stop = stopper(await listen(createWebApp(pages, settings, metrics), port, host));
  started.push(() => stop(REQUESTS_MAY_TAKE_MS));
}

/** The demonstration accounts' password, where there are any and it is known. */
async function prepareMarket(connectionString: string, data: string): Promise<string | undefined> {
  await loadReferenceData(connectionString);
  if (process.env.DEMO === 'off') return undefined;
  if (!(await isEmpty(connectionString))) return keptDemonstrationPassword(data);
  say('Loading the demonstration market …');
  const password = chooseDemonstrationPassword(data);
  try {
    await seedDemonstration(connectionString, { today: todayInLondon(), password });
    await keepDemonstrationFiles(connectionString, filesFolder(data));
  } catch (error) {
    // Another start was quicker.
    if (!(error instanceof DatabaseNotEmpty)) throw error;
    return keptDemonstrationPassword(data);
  }
  return password;
}

function greet(password: string | undefined) {
  say(`\nSufficiency Market is at ${address}\n`);
  if (!password) return;
  const emails = demonstrationAccounts().map((account) => account.email);
  const provider = emails.find((email) => email.startsWith('manager@'))?.replace('manager@', '');
  say('Demonstration accounts:');
  say('  broker@kent.example        finds places (also at medway, southwark, westsussex)');
  say('  commissioner@kent.example  compares cost, writes statements');
  say('  finance@kent.example       reads cost');
  say('  admin@kent.example         keeps members, reads the audit');
  say('  operator@market.example    admits organisations');
  say(`  manager@${provider}, bids@${provider}  a provider’s people`);
  say(`  password: ${password}\n`);
}

function explain(error: unknown): string {
  return error instanceof Error ? error.message || String(error) : String(error);
}

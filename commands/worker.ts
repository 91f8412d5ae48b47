import { migrateToLatest } from '../db/migrate.ts';
import { dataFolder, openDatabase, openLogins } from './support/database.ts';
import { filesFolder } from './support/demonstration-files.ts';
import { leave, leaveWhenAsked, started } from './support/leaving.ts';
import { planMail } from './support/mail.ts';
import { openWorker } from './support/worker.ts';

// npm run worker: works the queue of jobs apart from the portal, which then runs with WORKER=off.
leaveWhenAsked();
try {
  await start();
} catch (error) {
  await leave(1, error instanceof Error ? error.message : String(error));
}

async function start() {
  const data = dataFolder();
  const address = process.env.PUBLIC_URL || `http://localhost:${process.env.PORT || 3000}`;
  const mail = planMail(process.env, { host: process.env.HOST || '127.0.0.1', address, dataFolder: data });
  const settings = { mail: mail.settings, publicUrl: address, filesFolder: filesFolder(data) };
  const worker = await openWorker(givenLogins() ?? (await prepareLogins(data)), settings);
  started.push(worker.stop);
  console.log(`The queue of jobs is worked here. ${mail.says}`);
}

/** The worker's and the application's, by whose login jobs do their work on the market. */
function givenLogins() {
  const { WORKER_DATABASE_URL: worker, APP_DATABASE_URL: app } = process.env;
  if (worker && app) return { worker, app };
  if (worker) throw new Error('Give APP_DATABASE_URL with WORKER_DATABASE_URL: jobs do their work on the market by it');
  return undefined;
}

/** Logins where none are given: by the owner, who brings the database to its newest schema as well. */
async function prepareLogins(data: string) {
  const database = await openDatabase();
  started.push(database.stop);
  await migrateToLatest(database.connectionString);
  return openLogins(database.connectionString, data);
}

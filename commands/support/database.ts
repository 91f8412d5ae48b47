import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { startEmbedded } from '../../db/embedded.ts';
import { type Logins, prepareLogins } from '../../db/logins.ts';
import { keptSecret } from './secrets.ts';

const ANSWER_TIMEOUT_MS = 30_000;
/** What a server that is on its way up answers, or a machine whose server is not there yet. */
const NOT_YET = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', '57P03']);

/** The folder of everything this installation keeps outside the database: DATA_DIR, else .data. */
export function dataFolder(): string {
  const folder = resolve(process.env.DATA_DIR || '.data');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The database of DATABASE_URL, else the embedded one in the data folder. */
export async function openDatabase(): Promise<{ connectionString: string; stop: () => Promise<void> }> {
  const given = process.env.DATABASE_URL;
  const say = (line: string) => console.log(line);
  if (!given) return startEmbedded({ folder: join(dataFolder(), 'postgres'), say });
  await untilItAnswers(given, say);
  return { connectionString: given, stop: async () => {} };
}

/**
 * How the running portal connects: by the logins in APP_DATABASE_URL, IDENTITY_DATABASE_URL and WORKER_DATABASE_URL, else by logins that
 * the owner makes, with a password that is kept in the data folder.
 */
export async function openLogins(owner: string, data: string): Promise<Logins> {
  const { APP_DATABASE_URL: app, IDENTITY_DATABASE_URL: identity, WORKER_DATABASE_URL: worker } = process.env;
  if (app && identity && worker) return { app, identity, worker };
  if (app || identity || worker) {
    throw new Error('Give APP_DATABASE_URL, IDENTITY_DATABASE_URL and WORKER_DATABASE_URL together, or none of them');
  }
  return prepareLogins(owner, keptSecret(join(data, 'database-password')));
}

/** A server started beside us, as by docker compose, may take a while longer. */
async function untilItAnswers(connectionString: string, say: (line: string) => void) {
  const deadline = Date.now() + ANSWER_TIMEOUT_MS;
  for (let attempt = 1; ; attempt++) {
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      const { code = '', message } = error as NodeJS.ErrnoException;
      if (!NOT_YET.has(code) || Date.now() > deadline) {
        throw new Error(`The database of DATABASE_URL does not let us in: ${message || code}`);
      }
      if (attempt === 1) say('Waiting for the database of DATABASE_URL …');
      await pause(500);
    }
  }
}

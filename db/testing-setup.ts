import pg from 'pg';
import { startThrowaway } from './embedded.ts';
import { migrateToLatest } from './migrate.ts';

const TEMPLATE = 'sufficiency_market_template';

/**
 * Vitest's global set-up: one server and one migrated template a run, which test files clone (db/testing.ts).
 * TEST_DATABASE_URL names a server to use instead, by an account that may create databases.
 */
export default async function setup() {
  const given = process.env.TEST_DATABASE_URL;
  const embedded = given ? undefined : await startThrowaway();
  const server = given ?? embedded?.connectionString ?? '';

  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`drop database if exists ${TEMPLATE}`);
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  const template = new URL(server);
  template.pathname = `/${TEMPLATE}`;
  await migrateToLatest(template.href);
  process.env.TEST_SERVER_URL = server;

  return async () => embedded?.stop();
}

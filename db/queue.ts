import { runMigrations } from 'graphile-worker';
import type pg from 'pg';
import { ROLES } from './roles.ts';

/** Brings the queue of jobs to its newest schema, graphile_worker, and lets the worker's role use it. */
export async function prepareQueue(pool: pg.Pool): Promise<void> {
  await runMigrations({ pgPool: pool });
  await pool.query(`
    grant usage on schema graphile_worker to ${ROLES.worker};
    grant select, insert, update, delete on all tables in schema graphile_worker to ${ROLES.worker};
    grant usage, select on all sequences in schema graphile_worker to ${ROLES.worker};
    grant execute on all functions in schema graphile_worker to ${ROLES.worker};
  `);
}

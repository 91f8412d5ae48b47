import { runMigrations } from 'graphile-worker';
import type pg from 'pg';
import { ROLES } from './roles.ts';

/**
 * Brings the queue of jobs to its newest schema, graphile_worker, and lets the worker's role use it. Its tables are under row level
 * security without a policy, for their owner alone, so that role gets one.
 */
export async function prepareQueue(pool: pg.Pool): Promise<void> {
  await runMigrations({ pgPool: pool });
  // One query, so one transaction: two starts at once take turns.
  await pool.query(`
    select pg_advisory_xact_lock(hashtext('graphile_worker'));
    grant usage on schema graphile_worker to ${ROLES.worker};
    grant select, insert, update, delete on all tables in schema graphile_worker to ${ROLES.worker};
    grant usage, select on all sequences in schema graphile_worker to ${ROLES.worker};
    grant execute on all functions in schema graphile_worker to ${ROLES.worker};
    do $$
    declare
      queue_table regclass;
    begin
      for queue_table in
        select oid from pg_class
        where relnamespace = 'graphile_worker'::regnamespace and relrowsecurity
          and not exists (select from pg_policy where polrelid = pg_class.oid and polname = 'worker')
      loop
        execute format('create policy worker on %s to ${ROLES.worker} using (true) with check (true)', queue_table);
      end loop;
    end
    $$;
  `);
}

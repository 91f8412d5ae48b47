import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { dropLogins, prepareLogins } from './logins.ts';
import { seedDemonstration } from './seed/demonstration.ts';
import { testDatabase } from './testing.ts';
import { plantTenants } from './testing-tenants.ts';

export interface Acting {
  organisation?: string;
  kind?: string;
  person?: string;
}

/** The demonstration with rows of every kind for several tenants, and the application's own login to it. Call it at the top of a test file. */
export function tenancyDatabase() {
  const context = testDatabase();
  const logins = {} as { app: pg.Pool; identity: pg.Pool };

  beforeAll(async () => {
    await seedDemonstration(context.connectionString, {
      ...{ today: '2026-11-22', password: 'only for this test', vacancies: 600, placements: 200 },
    });
    const addresses = await prepareLogins(context.connectionString, 'only-for-this-test');
    // One connection: what a transaction leaves behind, the next one would find.
    logins.app = new pg.Pool({ connectionString: addresses.app, max: 1 });
    logins.identity = new pg.Pool({ connectionString: addresses.identity, max: 1 });
    await plantTenants(context.pool, organisation);
  });

  afterAll(async () => {
    await logins.app?.end();
    await logins.identity?.end();
    await dropLogins(context.connectionString);
  });

  /** Runs `work` as the application does for that organisation; nothing of it stays. */
  async function as<T>(acting: Acting, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await logins.app.connect();
    try {
      await client.query('begin');
      for (const [name, value] of [
        ['app.organisation', acting.organisation],
        ['app.organisation_kind', acting.kind],
        ['app.person', acting.person],
      ])
        if (value) await client.query('select set_config($1, $2, true)', [name, value]);
      return await work(client);
    } finally {
      await client.query('rollback');
      client.release();
    }
  }

  async function organisation(slug: string): Promise<Required<Acting>> {
    const { rows } = await context.pool.query<{ id: string; kind: string; person: string }>(
      'select id, kind, (select min(user_id::text) from members where organisation_id = id) as person from organisations where slug = $1',
      [slug],
    );
    const [row] = rows;
    if (!row) throw new Error(`No organisation ${slug}`);
    return { organisation: row.id, kind: row.kind, person: row.person };
  }

  return { context, logins, as, organisation };
}

import type pg from 'pg';

/** A pool or a client. */
type Queries = Pick<pg.Pool, 'query'>;

/**
 * The database's roles, one for each kind of work. None of them may sign in: a login of its own (db/logins.ts) is a member of one.
 *
 * - app: pages, the API and jobs' work on the market. Under row level security, and without passwords, sessions and second factors.
 * - identity: signing in, sessions, and joining an organisation. Nothing of the market.
 * - worker: the queue of jobs.
 * - backup: reads everything, past row level security.
 */
export const ROLES = {
  app: 'sufficiency_market_app',
  identity: 'sufficiency_market_identity',
  worker: 'sufficiency_market_worker',
  backup: 'sufficiency_market_backup',
} as const;

export const INSUFFICIENT_PRIVILEGE = '42501';
const TAKEN = new Set(['42710', '23505']);

/** Makes the roles that are missing. They belong to the server, so databases beside each other share them. */
export async function ensureRoles(client: Queries): Promise<void> {
  for (const role of [ROLES.app, ROLES.identity, ROLES.worker]) await createRole(client, role, 'nologin');
  // Only a superuser hands out BYPASSRLS everywhere; nothing but a backup needs this role.
  await createRole(client, ROLES.backup, 'nologin bypassrls').catch((error: unknown) => {
    if (!(error instanceof MissingRole)) throw error;
  });
}

async function createRole(client: Queries, role: string, options: string) {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
  if (rowCount) return;
  try {
    await client.query(`create role ${role} ${options}`);
  } catch (error) {
    const { code = '' } = error as { code?: string };
    if (code === INSUFFICIENT_PRIVILEGE) throw new MissingRole(role, options);
    // Another start was quicker.
    if (!TAKEN.has(code)) throw error;
  }
}

/** The owner may not make roles: whoever runs the server has to, once. */
class MissingRole extends Error {
  constructor(role: string, options: string) {
    super(
      `The account of DATABASE_URL may not create roles. Have an administrator run: create role ${role} ${options}`,
    );
    this.name = 'MissingRole';
  }
}

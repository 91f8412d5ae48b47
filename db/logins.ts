import pg from 'pg';
import { INSUFFICIENT_PRIVILEGE, ROLES } from './roles.ts';

const LONGEST_NAME = 63;

/** The logins that the running portal connects by: connection strings. */
export interface Logins {
  app: string;
  identity: string;
  worker: string;
}

/**
 * Makes a login for each role of the running portal, for the owner's database alone, and gives it the password. None of them owns
 * anything, and row level security holds for each.
 */
export function prepareLogins(owner: string, password: string): Promise<Logins> {
  return asOwner(owner, async (client, database) => {
    const login = async (role: keyof Logins) => {
      const name = loginName(role, database);
      await prepareLogin(client, name, ROLES[role], password);
      const url = new URL(owner);
      url.username = name;
      url.password = password;
      return url.href;
    };
    return { app: await login('app'), identity: await login('identity'), worker: await login('worker') };
  });
}

/** Removes the logins again: a test's database goes, and they would stay on its server. */
export function dropLogins(owner: string): Promise<void> {
  return asOwner(owner, async (client, database) => {
    for (const role of ['app', 'identity', 'worker'] as const)
      await client.query(`drop role if exists ${client.escapeIdentifier(loginName(role, database))}`);
  });
}

async function asOwner<T>(owner: string, work: (client: pg.Client, database: string) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: owner });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>('select current_database() as name');
    return await work(client, rows[0]?.name ?? '');
  } finally {
    await client.end();
  }
}

const loginName = (role: keyof Logins, database: string) => `${ROLES[role]}_of_${database}`.slice(0, LONGEST_NAME);

async function prepareLogin(client: pg.Client, name: string, role: string, password: string) {
  const login = client.escapeIdentifier(name);
  // Two starts at once make one login: the lock is held until the transaction ends.
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock(hashtext($1))', [name]);
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [name]);
    if (!rowCount) await client.query(`create role ${login} login`);
    await client.query(`alter role ${login} login password ${client.escapeLiteral(password)}`);
    await client.query(`grant ${role} to ${login}`);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    if ((error as { code?: string }).code !== INSUFFICIENT_PRIVILEGE) throw error;
    throw new Error(
      `The account of DATABASE_URL may not make logins. Have an administrator make one that is a member of each of ${ROLES.app}, ${ROLES.identity} and ${ROLES.worker}, and give them as APP_DATABASE_URL, IDENTITY_DATABASE_URL and WORKER_DATABASE_URL`,
    );
  }
}

import { hashPassword } from 'better-auth/crypto';
import type { ClientBase } from 'pg';
import { type DemonstrationAccount, demonstrationAccounts } from './accounts.ts';
import { dayOf } from './calendar.ts';
import { loadMarket } from './load.ts';
import type { Counts } from './loader.ts';
import { loadReference } from './reference-data.ts';
import { inOneTransaction } from './transaction.ts';

export const DEFAULTS = { seed: 1, vacancies: 600, placements: 4_000 } as const;

interface SeedOptions {
  seed?: number | undefined;
  vacancies?: number | undefined;
  placements?: number | undefined;
  /** ISO date: everything is dated from it, so the same seed and day give the same rows. */
  today: string;
  /** Of every demonstration account. */
  password: string;
}

export interface SeedReport {
  accounts: DemonstrationAccount[];
  /** Rows loaded, by table. */
  counts: Counts;
}

/** The demonstration market goes into an empty database alone. */
export class DatabaseNotEmpty extends Error {
  constructor() {
    super('The database already holds organisations: the demonstration market is loaded into an empty one alone');
    this.name = 'DatabaseNotEmpty';
  }
}

/** Loads the demonstration market in one transaction: all of it, or none. */
export async function seedDemonstration(connectionString: string, options: SeedOptions): Promise<SeedReport> {
  const { seed = DEFAULTS.seed, vacancies = DEFAULTS.vacancies, placements = DEFAULTS.placements } = options;
  // One hash for all: hashing is slow on purpose, and some two hundred accounts share the password anyway.
  const passwordHash = await hashPassword(options.password);
  const counts = await inOneTransaction(connectionString, async (client) => {
    // Two seeds at once would both find the database empty.
    await client.query('lock table organisations in exclusive mode');
    if (!(await hasNoOrganisations(client))) throw new DatabaseNotEmpty();
    await loadReference(client);
    return pastRowSecurity(client, () =>
      loadMarket(client, { seed, vacancies, placements, today: dayOf(options.today), passwordHash }),
    );
  });
  return { accounts: demonstrationAccounts(), counts };
}

/** COPY does not run into tables whose row level security holds for their owner too: for this transaction it does not. */
async function pastRowSecurity<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  const { rows } = await client.query<{ name: string }>(
    "select quote_ident(relname) as name from pg_class where relforcerowsecurity and relnamespace = 'public'::regnamespace",
  );
  const alter = (what: string) =>
    client.query(rows.map(({ name }) => `alter table ${name} ${what} row level security`).join('; '));
  await alter('no force');
  const result = await work();
  // What is checked at the end of the transaction stands in the way of altering its table.
  await client.query('set constraints all immediate');
  await alter('force');
  return result;
}

/** True where no organisation has been made yet. */
export function isEmpty(connectionString: string): Promise<boolean> {
  return inOneTransaction(connectionString, hasNoOrganisations);
}

async function hasNoOrganisations(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ empty: boolean }>('select not exists (select from organisations) as empty');
  return rows[0]?.empty ?? false;
}

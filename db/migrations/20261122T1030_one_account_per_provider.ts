import { type Kysely, sql } from 'kysely';

/** At one identity provider a person has one account: a second one that claims their address is somebody else's. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create unique index accounts_one_per_provider on accounts (user_id, provider_id);
    drop index accounts_user_id;
  `.execute(db);
}

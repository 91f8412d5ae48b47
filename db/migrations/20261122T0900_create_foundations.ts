import { type Kysely, sql } from 'kysely';

/** What every later table relies on: uuidv7() (built in from Postgres 18), exclusion constraints over scalars, and the calendar. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create extension if not exists btree_gist`.execute(db);
  // RFC 9562, section 5.7: 48 bits of Unix milliseconds, then version, variant and random bits.
  await sql`
    do $do$
    begin
      if not exists (select from pg_proc where proname = 'uuidv7' and pronamespace = 'pg_catalog'::regnamespace) then
        create function uuidv7() returns uuid language sql volatile as $fn$
          select encode(
            set_bit(set_bit(
              overlay(uuid_send(gen_random_uuid())
                placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
                from 1 for 6),
              52, 1), 53, 1), 'hex')::uuid
        $fn$;
      end if;
    end
    $do$;
  `.execute(db);
  await sql`
    create table bank_holidays (
      day date primary key,
      title text not null
    );
    comment on table bank_holidays is 'England and Wales; seeded, editable: working-day clocks read it';
  `.execute(db);
}

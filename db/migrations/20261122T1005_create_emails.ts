import { type Kysely, sql } from 'kysely';

/** E-mails leave through the queue of jobs, by a row that is written with the change they tell of. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table emails (
      id uuid primary key default uuidv7(),
      recipient text not null,
      subject text not null,
      body text not null,
      created_at timestamptz not null default now(),
      sent_at timestamptz
    );
    comment on column emails.body is 'Emptied once it is sent: it may hold a link that signs somebody in';
  `.execute(db);
  // graphile_worker's own schema is made after the migrations (db/migrate.ts): the function finds it when it is called.
  await sql`
    create function queue_email(recipient text, subject text, body text) returns uuid
    language plpgsql volatile security definer set search_path = public, pg_temp as $$
    declare
      email_id uuid;
    begin
      insert into emails (recipient, subject, body) values (recipient, subject, body) returning id into email_id;
      perform graphile_worker.add_job('send_email', json_build_object('emailId', email_id), max_attempts => 12);
      return email_id;
    end
    $$;
    revoke execute on function queue_email from public;
  `.execute(db);
}

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table audit_events (
      organisation_id uuid not null references organisations,
      id uuid not null default uuidv7(),
      occurred_at timestamptz not null default now(),
      user_id uuid references users,
      event text not null check (event ~ '^[a-z_]+[.][a-z_]+$'),
      subject_id uuid not null,
      reason text,
      before jsonb,
      after jsonb,
      primary key (organisation_id, id)
    );
    create index audit_events_subject on audit_events (organisation_id, subject_id);
    comment on table audit_events is 'Written in the same transaction as the change; user_id is null for the system';

    create table form_submissions (
      organisation_id uuid not null references organisations,
      key uuid not null,
      payload_hash text not null,
      subject_id uuid not null,
      created_at timestamptz not null default now(),
      primary key (organisation_id, key)
    );
    comment on table form_submissions is 'Idempotency keys: a form sent twice creates one thing; another payload under the same key is refused';
  `.execute(db);
}

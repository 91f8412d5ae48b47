import { type Kysely, sql } from 'kysely';

/** Second factors, sessions that know for whom they act, invitations, applications and API tokens. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table users add column two_factor_enabled boolean not null default false;

    alter table sessions
      add column organisation_id uuid references organisations,
      add column signed_in_by text not null default 'password';
    comment on column sessions.organisation_id is 'For whom the person acts in it; null until chosen, or where they belong to one organisation alone';
    comment on column sessions.signed_in_by is 'password, or the id of the identity provider';

    -- better-auth's table of its two-factor plugin.
    create table two_factors (
      id uuid primary key default uuidv7(),
      user_id uuid not null references users on delete cascade,
      secret text not null,
      backup_codes text not null,
      verified boolean not null default true,
      failed_verification_count integer not null default 0,
      locked_until timestamptz
    );
    create unique index two_factors_user_id on two_factors (user_id);

    create table two_factor_uses (
      user_id uuid not null references users on delete cascade,
      time_step bigint not null,
      used_at timestamptz not null default now(),
      primary key (user_id, time_step)
    );
    comment on table two_factor_uses is 'A code counts once: RFC 6238, section 5.2';
    comment on column two_factor_uses.time_step is 'Unix seconds divided by 30';

    create table sign_in_attempts (
      id uuid primary key default uuidv7(),
      subject text not null,
      attempted_at timestamptz not null default clock_timestamp()
    );
    create index sign_in_attempts_subject on sign_in_attempts (subject, attempted_at);
    comment on column sign_in_attempts.subject is 'What is limited, and a digest of whom: "account:…", "address:…"';

    alter table organisations
      add column requires_two_factor boolean not null default false,
      add column charity_number text check (charity_number ~ '^[0-9]{6,8}$');

    create table invitations (
      organisation_id uuid not null references organisations,
      id uuid not null default uuidv7(),
      email text not null check (email = lower(email)),
      roles text[] not null check (
        cardinality(roles) > 0
        and roles <@ array['commissioner', 'broker', 'finance', 'manager', 'bids', 'administrator', 'operator']
      ),
      token_hash text not null unique,
      invited_by uuid references users,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      accepted_at timestamptz,
      accepted_by uuid references users,
      withdrawn_at timestamptz,
      primary key (organisation_id, id),
      check ((accepted_at is null) = (accepted_by is null))
    );
    create unique index invitations_open on invitations (organisation_id, email)
      where accepted_at is null and withdrawn_at is null;
    comment on column invitations.token_hash is 'SHA-256, in hexadecimal, of the secret in the e-mailed link';

    create table organisation_applications (
      id uuid primary key default uuidv7(),
      kind text not null check (kind in ('authority', 'provider')),
      name text not null check (length(name) between 1 and 120),
      ons_code text references local_authority_areas,
      company_number text check (company_number ~ '^[A-Z0-9]{8}$'),
      charity_number text check (charity_number ~ '^[0-9]{6,8}$'),
      urns text[] not null default '{}',
      applicant_name text not null check (length(applicant_name) between 1 and 120),
      applicant_email text not null check (applicant_email = lower(applicant_email)),
      status text not null default 'waiting' check (status in ('waiting', 'admitted', 'refused')),
      submitted_at timestamptz not null default now(),
      decided_at timestamptz,
      decided_by uuid references users,
      reason text,
      organisation_id uuid references organisations,
      check ((kind = 'authority') = (ons_code is not null)),
      check (kind = 'authority' or company_number is not null or charity_number is not null),
      check ((status = 'waiting') = (decided_at is null)),
      check ((status = 'admitted') = (organisation_id is not null))
    );
    create index organisation_applications_waiting on organisation_applications (submitted_at) where status = 'waiting';
    -- The same application again, while the first one waits, is that one.
    create unique index organisation_applications_once on organisation_applications
      (kind, coalesce(ons_code, ''), coalesce(company_number, ''), coalesce(charity_number, ''), applicant_email) where status = 'waiting';
    comment on column organisation_applications.urns is 'Ofsted''s unique reference numbers of the services it says it runs';

    create table api_tokens (
      organisation_id uuid not null,
      id uuid not null default uuidv7(),
      user_id uuid not null,
      name text not null check (length(name) between 1 and 80),
      scopes text[] not null check (cardinality(scopes) > 0 and scopes <@ array['read', 'write']),
      token_hash text not null unique,
      hint text not null,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      last_used_at timestamptz,
      revoked_at timestamptz,
      primary key (organisation_id, id),
      foreign key (organisation_id, user_id) references members (organisation_id, user_id)
    );
    create index api_tokens_user on api_tokens (organisation_id, user_id);
    comment on column api_tokens.token_hash is 'SHA-256, in hexadecimal: the token itself is shown once and not kept';
    comment on column api_tokens.hint is 'Its last characters, to tell tokens apart';
  `.execute(db);
}

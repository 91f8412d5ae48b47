import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- users, sessions, accounts and verifications are better-auth's tables under this schema's names.
    create table users (
      id uuid primary key default uuidv7(),
      name text not null,
      email text not null unique check (email = lower(email)),
      email_verified boolean not null default false,
      image text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );

    create table sessions (
      id uuid primary key default uuidv7(),
      user_id uuid not null references users on delete cascade,
      token text not null unique,
      expires_at timestamptz not null,
      ip_address text,
      user_agent text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    create index sessions_user_id on sessions (user_id);

    create table accounts (
      id uuid primary key default uuidv7(),
      user_id uuid not null references users on delete cascade,
      account_id text not null,
      provider_id text not null,
      access_token text,
      refresh_token text,
      id_token text,
      access_token_expires_at timestamptz,
      refresh_token_expires_at timestamptz,
      scope text,
      password text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      unique (provider_id, account_id)
    );
    create index accounts_user_id on accounts (user_id);

    create table verifications (
      id uuid primary key default uuidv7(),
      identifier text not null,
      value text not null,
      expires_at timestamptz not null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    create index verifications_identifier on verifications (identifier);

    create table organisations (
      id uuid primary key default uuidv7(),
      kind text not null check (kind in ('authority', 'provider', 'operator')),
      slug text not null unique check (slug ~ '^[a-z0-9-]+$'),
      name text not null unique,
      ons_code text unique references local_authority_areas,
      company_number text check (company_number ~ '^[A-Z0-9]{8}$'),
      about text not null default '',
      created_at timestamptz not null default now(),
      check ((kind = 'authority') = (ons_code is not null))
    );

    create table members (
      organisation_id uuid not null references organisations,
      user_id uuid not null references users,
      roles text[] not null check (
        cardinality(roles) > 0
        and roles <@ array['commissioner', 'broker', 'finance', 'manager', 'bids', 'administrator', 'operator']
      ),
      deactivated_at timestamptz,
      created_at timestamptz not null default now(),
      primary key (organisation_id, user_id)
    );
    create index members_user_id on members (user_id);
  `.execute(db);
}

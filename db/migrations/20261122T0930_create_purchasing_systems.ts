import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table purchasing_systems (
      id uuid primary key default uuidv7(),
      lead_authority_id uuid not null references organisations,
      slug text not null unique check (slug ~ '^[a-z0-9-]+$'),
      kind text not null check (kind in ('dps', 'dynamic_market', 'open_framework', 'framework', 'block')),
      regime text not null check (regime in ('pcr_2015', 'pa_2023')),
      title text not null,
      summary text not null,
      how_to_join text not null default '',
      status text not null check (status in ('draft', 'published', 'open', 'closed', 'ended')),
      starts_on date not null,
      ends_on date not null,
      created_at timestamptz not null default now(),
      check (starts_on < ends_on)
    );
    comment on column purchasing_systems.ends_on is 'The first day on which it is no longer in force';

    create table purchasing_system_members (
      system_id uuid not null references purchasing_systems on delete cascade,
      authority_id uuid not null references organisations,
      joined_on date not null,
      primary key (system_id, authority_id)
    );
    create index purchasing_system_members_authority on purchasing_system_members (authority_id);

    create table lots (
      id uuid primary key default uuidv7(),
      system_id uuid not null references purchasing_systems on delete cascade,
      number smallint not null check (number > 0),
      title text not null,
      accommodation_type smallint not null check (accommodation_type between 1 and 4),
      tiers smallint not null default 1 check (tiers between 1 and 9),
      price_model text not null check (price_model in ('age_band_by_need_level', 'package', 'support_hours')),
      ofsted_rule text not null default 'not_inadequate' check (ofsted_rule in ('none', 'not_inadequate', 'good_or_better')),
      unique (system_id, number)
    );

    create table admissions (
      id uuid primary key default uuidv7(),
      lot_id uuid not null references lots,
      provider_id uuid not null references organisations,
      tier smallint not null default 1 check (tier > 0),
      status text not null check (status in ('pending', 'active', 'suspended', 'ended')),
      admitted_on date,
      ended_on date,
      unique (lot_id, provider_id),
      unique (id, provider_id),
      check ((status = 'pending') = (admitted_on is null))
    );
    create index admissions_provider_id on admissions (provider_id);

    create table price_schedules (
      id uuid primary key default uuidv7(),
      admission_id uuid not null,
      provider_id uuid not null,
      status text not null check (status in ('draft', 'submitted', 'approved', 'rejected', 'superseded')),
      valid_from date not null,
      valid_until date,
      reason text not null default '',
      sibling_discount_bps integer not null default 0 check (sibling_discount_bps between 0 and 10000),
      included_support_hours smallint check (included_support_hours >= 0),
      extra_support_hour_pence integer check (extra_support_hour_pence >= 0),
      created_at timestamptz not null default now(),
      approved_at timestamptz,
      foreign key (admission_id, provider_id) references admissions (id, provider_id),
      check (valid_from < valid_until),
      check (status not in ('approved', 'superseded') or approved_at is not null),
      unique (id, provider_id),
      exclude using gist (admission_id with =, daterange(valid_from, valid_until) with &&)
        where (status in ('approved', 'superseded'))
    );
    create index price_schedules_provider_id on price_schedules (provider_id);
    comment on column price_schedules.valid_until is 'Half-open: the first day on which it is no longer in force; null while none is known';
    comment on column price_schedules.status is 'superseded: approved once, its period closed by a later schedule; its prices stay what they were';

    create table price_lines (
      schedule_id uuid not null,
      provider_id uuid not null,
      level text not null check (level in (
        'standard', 'enhanced', 'complex', 'parent_and_child', 'core', 'therapeutic', 'solo'
      )),
      age_from smallint not null check (age_from >= 0),
      age_to smallint not null check (age_to <= 25),
      weekly_pence integer not null check (weekly_pence > 0),
      primary key (schedule_id, level, age_from),
      foreign key (schedule_id, provider_id) references price_schedules (id, provider_id) on delete cascade,
      check (age_from <= age_to),
      exclude using gist (schedule_id with =, level with =, int4range(age_from, age_to, '[]') with &&)
    );
    comment on table price_lines is 'Confidential: the provider, and authorities of the purchasing system, alone';
    comment on column price_lines.weekly_pence is 'Pence for 7 nights';
  `.execute(db);
}

import { type Kysely, sql } from 'kysely';

/** What the authority that leads a purchasing system sets up: its rules and dates, members that accept, lots and their price models. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Rows there already change too: their policies hold for the owner as well, and let the portal itself through.
  await sql`select set_config('app.system', 'migrates purchasing systems', true)`.execute(db);
  await sql`
    alter table purchasing_systems
      add column revision integer not null default 1,
      add column takes_applications text not null default 'always' check (takes_applications in ('always', 'in_rounds')),
      add column extendable_until date check (extendable_until >= ends_on),
      add column review_starts_on date,
      add column evaluation_days smallint not null default 10 check (evaluation_days between 1 and 60),
      add column extended_evaluation_days smallint not null default 15,
      add column clarification_days smallint not null default 5 check (clarification_days between 1 and 30),
      add column notify_within_hours smallint not null default 24 check (notify_within_hours between 1 and 720),
      add column published_at timestamptz,
      add column updated_at timestamptz not null default now(),
      add check (extended_evaluation_days between evaluation_days and 90),
      add check (kind <> 'dynamic_market' or takes_applications = 'always'),
      add unique (id, lead_authority_id);
    update purchasing_systems set published_at = created_at where status <> 'draft';
    alter table purchasing_systems add check (status = 'draft' or published_at is not null);
    comment on column purchasing_systems.takes_applications is 'A dynamic market is joined at any time of its life: Procurement Act 2023, s 36';
    comment on column purchasing_systems.extendable_until is 'The latest ends_on that its extensions allow; null: it cannot be extended';
    comment on column purchasing_systems.evaluation_days is 'Working days from a request to join to its decision: Public Contracts Regulations 2015, reg 34(11)';
    comment on column purchasing_systems.extended_evaluation_days is 'The same where a reason is given: reg 34(12)';
    comment on column purchasing_systems.notify_within_hours is 'Hours that a provider has to notify an incident or a change: as the contracts have it';
    comment on column purchasing_systems.clarification_days is 'Working days a provider has to answer a clarification, while the clock stands';

    create table purchasing_system_extensions (
      id uuid primary key default uuidv7(),
      system_id uuid not null references purchasing_systems on delete cascade,
      ended_on_before date not null,
      ends_on date not null,
      reason text not null,
      extended_by uuid references users,
      extended_at timestamptz not null default now(),
      check (ended_on_before < ends_on)
    );
    create index purchasing_system_extensions_system on purchasing_system_extensions (system_id);

    create table purchasing_system_invitations (
      system_id uuid not null references purchasing_systems on delete cascade,
      authority_id uuid not null references organisations,
      lead_authority_id uuid not null,
      invited_at timestamptz not null default now(),
      invited_by uuid references users,
      answer text check (answer in ('accepted', 'declined')),
      answered_at timestamptz,
      answered_by uuid references users,
      primary key (system_id, authority_id),
      foreign key (system_id, lead_authority_id) references purchasing_systems (id, lead_authority_id),
      check (authority_id <> lead_authority_id),
      check ((answer is null) = (answered_at is null))
    );
    create index purchasing_system_invitations_authority on purchasing_system_invitations (authority_id);
    comment on table purchasing_system_invitations is 'An authority asked to join; it becomes a member when it accepts';

    create table application_rounds (
      id uuid primary key default uuidv7(),
      system_id uuid not null references purchasing_systems on delete cascade,
      title text not null,
      opens_at timestamptz not null,
      closes_at timestamptz not null,
      check (opens_at < closes_at),
      unique (id, system_id),
      exclude using gist (system_id with =, tstzrange(opens_at, closes_at) with &&)
    );
    comment on table application_rounds is 'The windows in which a system that takes applications in rounds does so; half-open';

    alter table lots
      add column revision integer not null default 1,
      add column description text not null default '',
      add column age_basis text not null default 'at_start' check (age_basis in ('at_start', 'in_stay')),
      add column price_basis text not null default 'in_stay' check (price_basis in ('at_start', 'in_stay')),
      add column notice_days smallint not null default 28 check (notice_days between 0 and 365),
      add column hourly_ceiling_pence integer check (hourly_ceiling_pence > 0),
      add column least_included_hours smallint check (least_included_hours between 1 and 168),
      add column uplift_month_day text check (
        uplift_month_day ~ '^((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)$'
      ),
      add column updated_at timestamptz not null default now(),
      add check (price_model = 'support_hours' or (hourly_ceiling_pence is null and least_included_hours is null)),
      add unique (id, system_id);
    comment on column lots.uplift_month_day is 'MM-DD: every uplift starts on that day, one a year; null: on any day';
    comment on column lots.age_basis is 'at_start: the fee stays that of the age at the start; in_stay: it follows the child''s age';
    comment on column lots.price_basis is 'at_start: the schedule in force at the start holds for the stay; in_stay: the fee follows the schedules';
    comment on column lots.notice_days is 'Days of notice to end a placement';
    comment on column lots.hourly_ceiling_pence is 'Pence for each further hour of support: no schedule may ask more; null: no ceiling';
    comment on column lots.least_included_hours is 'Hours of support that the core fee includes at least; null: no bound';

    create table lot_levels (
      lot_id uuid not null references lots on delete cascade,
      code text not null check (code ~ '^[a-z][a-z0-9_]{0,29}$'),
      label text not null check (length(label) between 1 and 60),
      position smallint not null,
      needs text[] not null default '{}',
      primary key (lot_id, code),
      unique (lot_id, position) deferrable initially deferred
    );
    comment on column lot_levels.needs is 'Coded needs that lead to this level; of several levels the one with the highest position counts; the lowest is for none';

    create table lot_price_points (
      lot_id uuid not null,
      level text not null,
      age_from smallint not null check (age_from >= 0),
      age_to smallint not null check (age_to <= 25),
      occupancy_from smallint not null default 1 check (occupancy_from >= 1),
      occupancy_to smallint not null default 99 check (occupancy_to <= 99),
      ceiling_pence integer check (ceiling_pence > 0),
      primary key (lot_id, level, age_from, occupancy_from),
      foreign key (lot_id, level) references lot_levels (lot_id, code) on delete cascade deferrable initially deferred,
      check (age_from <= age_to),
      check (occupancy_from <= occupancy_to),
      exclude using gist (
        lot_id with =, level with =, int4range(age_from, age_to, '[]') with &&, int4range(occupancy_from, occupancy_to, '[]') with &&
      )
    );
    comment on table lot_price_points is 'The grid that a schedule of the lot fills';
    comment on column lot_price_points.occupancy_from is 'Children that the home is registered for, both included';
    comment on column lot_price_points.ceiling_pence is 'Pence for 7 nights: no schedule may ask more; null: no ceiling';

    create table lot_add_ons (
      lot_id uuid not null references lots on delete cascade,
      code text not null check (code ~ '^[a-z][a-z0-9_]{0,29}$'),
      label text not null check (length(label) between 1 and 60),
      unit text not null check (unit in ('week', 'hour')),
      ceiling_pence integer check (ceiling_pence > 0),
      position smallint not null,
      primary key (lot_id, code)
    );
    comment on column lot_add_ons.unit is 'week: a sum a week, whole or not at all; hour: a sum for each hour a week';

    create table lot_adjustments (
      lot_id uuid not null references lots on delete cascade,
      kind text not null check (kind in ('sibling', 'long_term', 'volume', 'retainer')),
      threshold smallint not null check (threshold between 0 and 999),
      least_bps integer not null default 0 check (least_bps between 0 and 10000),
      most_bps integer not null default 10000 check (most_bps between 0 and 10000),
      primary key (lot_id, kind, threshold),
      check (least_bps <= most_bps)
    );
    comment on column lot_adjustments.threshold is
      'sibling: from the nth child placed together; long_term: after so many weeks; volume: after so many placements in the system; retainer: 0';
    comment on column lot_adjustments.least_bps is 'What a schedule must give at least: basis points off, of a retainer: of the weekly price';
  `.execute(db);
}

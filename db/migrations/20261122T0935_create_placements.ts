import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- An authority's own tables carry authority_id in every key, so that they can be distributed by it.
    create table placements (
      authority_id uuid not null references organisations,
      id uuid not null default uuidv7(),
      reference text not null,
      accommodation_type smallint not null check (accommodation_type between 1 and 4),
      route text not null check (route in ('framework', 'spot', 'in_house', 'block')),
      provider_id uuid references organisations,
      service_id uuid references services,
      lot_id uuid references lots,
      age_at_start smallint not null check (age_at_start between 0 and 25),
      need_level text not null check (need_level in ('standard', 'enhanced', 'complex', 'parent_and_child')),
      started_on date not null,
      ended_on date,
      spot_reason text check (spot_reason in ('no_framework_offer', 'same_day', 'specialist_need', 'court_direction', 'other')),
      primary key (authority_id, id),
      unique (authority_id, reference),
      check (ended_on > started_on),
      check ((route = 'framework') = (lot_id is not null)),
      check ((route = 'spot') = (spot_reason is not null)),
      check ((route = 'in_house') = (provider_id is null))
    );
    create index placements_authority_started on placements (authority_id, started_on);
    comment on column placements.reference is 'The authority''s own key; nothing that identifies a child';
    comment on column placements.ended_on is 'The leaving day, which is not charged; null while the stay goes on';

    create table placement_fees (
      authority_id uuid not null,
      placement_id uuid not null,
      starts_on date not null,
      ends_on date,
      core_pence integer not null check (core_pence >= 0),
      education_pence integer not null default 0 check (education_pence >= 0),
      health_pence integer not null default 0 check (health_pence >= 0),
      other_pence integer not null default 0 check (other_pence >= 0),
      weekly_pence integer not null generated always as (core_pence + education_pence + health_pence + other_pence) stored,
      reason text not null default '',
      primary key (authority_id, placement_id, starts_on),
      foreign key (authority_id, placement_id) references placements (authority_id, id) on delete cascade,
      check (starts_on < ends_on),
      exclude using gist (authority_id with =, placement_id with =, daterange(starts_on, ends_on) with &&)
    );
    comment on column placement_fees.weekly_pence is 'Total weekly cost: pence for 7 nights';
    comment on column placement_fees.ends_on is 'Half-open: the first day on which this fee is no longer charged';

    create table budgets (
      authority_id uuid not null references organisations,
      accommodation_type smallint not null check (accommodation_type between 1 and 4),
      route text not null check (route in ('framework', 'spot', 'in_house', 'block')),
      starts_on date not null,
      ends_on date not null,
      weeks numeric(12, 2) not null check (weeks >= 0),
      unit_cost_pence integer not null check (unit_cost_pence >= 0),
      source text not null,
      primary key (authority_id, accommodation_type, route, starts_on),
      check (starts_on < ends_on),
      exclude using gist (
        authority_id with =, accommodation_type with =, route with =, daterange(starts_on, ends_on) with &&
      )
    );
    comment on column budgets.weeks is 'Client weeks';
    comment on column budgets.unit_cost_pence is 'Pence for one client week';

    create table reported_activity (
      authority_id uuid not null references organisations,
      accommodation_type smallint not null check (accommodation_type between 1 and 4),
      route text not null check (route in ('framework', 'spot', 'in_house', 'block')),
      basis text not null check (basis in ('actual', 'forecast')),
      starts_on date not null,
      ends_on date not null,
      weeks numeric(12, 2) not null check (weeks >= 0),
      unit_cost_pence integer not null check (unit_cost_pence >= 0),
      source text not null,
      primary key (authority_id, accommodation_type, route, basis, starts_on),
      check (starts_on < ends_on)
    );
    comment on table reported_activity is 'Client weeks and unit cost as an authority reported them, where no placements stand behind the figures';

    create table published_figures (
      authority_id uuid not null references organisations,
      series text not null check (series in (
        'new_placements', 'looked_after_children', 'placements_by_accommodation', 'spend'
      )),
      item text not null,
      starts_on date not null,
      ends_on date not null,
      value numeric(14, 2) not null,
      unit text not null check (unit in ('placements', 'children', 'pence')),
      source text not null,
      primary key (authority_id, series, item, starts_on),
      check (starts_on < ends_on)
    );
    comment on table published_figures is 'Counts and sums as published; source is the code of the paper they are from';
  `.execute(db);
}

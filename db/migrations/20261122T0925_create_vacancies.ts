import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table vacancies (
      id uuid primary key default uuidv7(),
      provider_id uuid not null references organisations,
      service_id uuid not null,
      title text not null check (length(title) between 1 and 120),
      accommodation_type smallint not null check (accommodation_type between 1 and 4),
      places smallint not null check (places between 1 and 99),
      age_from smallint not null check (age_from between 0 and 25),
      age_to smallint not null check (age_to between 0 and 25),
      gender text not null check (gender in ('any', 'female', 'male')),
      can_meet text[] not null default '{}',
      cannot_meet text[] not null default '{}',
      available_from date not null,
      status text not null default 'draft'
        check (status in ('draft', 'published', 'held', 'filled', 'withdrawn', 'expired')),
      outward_code text not null references outward_codes,
      search_easting integer not null,
      search_northing integer not null,
      revision integer not null default 1,
      confirmed_at timestamptz,
      published_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      foreign key (service_id, provider_id) references services (id, provider_id),
      check (age_from <= age_to),
      check (not can_meet && cannot_meet),
      check (status = 'draft' or published_at is not null),
      unique (id, provider_id)
    );
    create index vacancies_provider_id on vacancies (provider_id, status);
    create index vacancies_service_id on vacancies (service_id);
    create index vacancies_search on vacancies
      using gist (accommodation_type, (point(search_easting, search_northing))) where status = 'published';
    comment on column vacancies.accommodation_type is '1 fostering, 2 children''s home, 3 supported accommodation, 4 residential special school';
    comment on column vacancies.search_easting is 'British National Grid metres: the outward postcode''s centroid, copied so that search reads one table';
    comment on column vacancies.can_meet is 'Needs the place says it can take. A need in neither list is unknown: it never hides the place';
    comment on column vacancies.revision is 'Raised by every save; a save from an older revision is refused';
    comment on column vacancies.confirmed_at is 'When the provider last said that the vacancy is still true';

    create table vacancy_spot_fees (
      vacancy_id uuid primary key,
      provider_id uuid not null,
      weekly_pence integer not null check (weekly_pence > 0),
      foreign key (vacancy_id, provider_id) references vacancies (id, provider_id) on delete cascade
    );
    comment on table vacancy_spot_fees is 'Confidential: seen by the provider and by authorities, never by another provider or the public';
    comment on column vacancy_spot_fees.weekly_pence is 'Pence for 7 nights, bought outside every purchasing system';
  `.execute(db);
}

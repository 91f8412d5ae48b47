import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table services (
      id uuid primary key default uuidv7(),
      provider_id uuid not null references organisations,
      urn text not null unique check (urn ~ '^([0-9]{6,7}|SC[0-9]{6})$'),
      name text not null,
      accommodation_type smallint not null check (accommodation_type between 1 and 4),
      category text check (category in ('single_occupancy', 'shared_ring_fenced', 'shared_open', 'private_residence')),
      registration_status text not null default 'registered'
        check (registration_status in ('registered', 'application_accepted', 'suspended', 'closed')),
      registered_places integer not null check (registered_places > 0),
      age_from smallint not null check (age_from between 0 and 25),
      age_to smallint not null check (age_to between 0 and 25),
      gender text not null check (gender in ('any', 'female', 'male')),
      can_meet text[] not null default '{}',
      outward_code text not null references outward_codes,
      created_at timestamptz not null default now(),
      check (age_from <= age_to),
      check ((accommodation_type = 3) or category is null),
      unique (id, provider_id)
    );
    create index services_provider_id on services (provider_id);
    comment on column services.accommodation_type is '1 fostering, 2 children''s home, 3 supported accommodation, 4 residential special school';
    comment on column services.name is 'A children''s home''s name is confidential: it is shown to its own provider alone';
    comment on column services.outward_code is 'The search point is the centroid of this outward postcode, never the service''s own place';

    create table service_addresses (
      service_id uuid primary key references services on delete cascade,
      provider_id uuid not null references organisations,
      street text not null,
      town text not null,
      postcode text not null
    );
    comment on table service_addresses is 'Confidential: apart from services so that it can carry a row policy of its own';

    create table judgements (
      service_id uuid not null references services on delete cascade,
      inspected_on date not null,
      scale text not null check (scale in ('social_care_four_point', 'supported_accommodation_three_point')),
      scale_version text not null,
      judgement text not null,
      primary key (service_id, inspected_on),
      check (
        (scale = 'social_care_four_point'
          and judgement in ('outstanding', 'good', 'requires_improvement', 'inadequate'))
        or (scale = 'supported_accommodation_three_point'
          and judgement in ('consistently_strong', 'inconsistent', 'serious_weaknesses'))
      )
    );
  `.execute(db);
}

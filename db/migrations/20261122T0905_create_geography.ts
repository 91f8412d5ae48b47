import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table local_authority_areas (
      ons_code text primary key check (ons_code ~ '^E[0-9]{8}$'),
      name text not null unique
    );

    create table outward_codes (
      code text primary key check (code ~ '^[A-Z]{1,2}[0-9][A-Z0-9]?$'),
      post_town text not null,
      area_ons_code text not null references local_authority_areas,
      easting integer not null check (easting between 0 and 700000),
      northing integer not null check (northing between 0 and 1300000)
    );
    comment on column outward_codes.easting is 'British National Grid metres, centroid of the outward postcode';
    comment on column outward_codes.area_ons_code is 'The local authority area that holds most of the outward postcode';
  `.execute(db);
}

import { type Kysely, sql } from 'kysely';

/**
 * Row level security hides rows, not columns: a service's name and outward postcode, which tell where a home is, join its address, and
 * what is public of a service keeps the authority area.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table services add column area_ons_code text references local_authority_areas;
    update services set area_ons_code = outward_codes.area_ons_code
      from outward_codes where outward_codes.code = services.outward_code;
    alter table services alter column area_ons_code set not null;
    create index services_area on services (area_ons_code);

    alter table service_addresses
      add column name text,
      add column outward_code text references outward_codes,
      alter column street drop not null,
      alter column town drop not null,
      alter column postcode drop not null;
    insert into service_addresses (service_id, provider_id)
      select id, provider_id from services on conflict (service_id) do nothing;
    update service_addresses set name = services.name, outward_code = services.outward_code
      from services where services.id = service_addresses.service_id;
    alter table service_addresses
      alter column name set not null,
      alter column outward_code set not null,
      add constraint service_addresses_own_service foreign key (service_id, provider_id) references services (id, provider_id) on delete cascade;
    create index service_addresses_provider_id on service_addresses (provider_id);
    comment on table service_addresses is 'Confidential: what a service is called and where it is, for its own provider alone';
    comment on column service_addresses.outward_code is 'The search point is the centroid of this outward postcode, never the service''s own place';

    alter table services drop column name, drop column outward_code;
  `.execute(db);
}

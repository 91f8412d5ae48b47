import { type Kysely, sql } from 'kysely';

const APP = 'sufficiency_market_app';
const IDENTITY = 'sufficiency_market_identity';
const WORKER = 'sufficiency_market_worker';
const BACKUP = 'sufficiency_market_backup';

const OWN = (column: string) => `(${column} = (select current_organisation()) or (select is_system()))`;
const IS_AUTHORITY = `(select current_organisation_kind()) = 'authority'`;
const IS_OPERATOR = `(select current_organisation_kind()) = 'operator'`;

/** Of each confidential table: whose a row is, and who else may read it. */
const TENANT_TABLES: { table: string; tenant: string; alsoReads?: string }[] = [
  { table: 'service_addresses', tenant: 'provider_id' },
  { table: 'vacancies', tenant: 'provider_id', alsoReads: `${IS_AUTHORITY} and status <> 'draft'` },
  { table: 'vacancy_spot_fees', tenant: 'provider_id', alsoReads: IS_AUTHORITY },
  { table: 'admissions', tenant: 'provider_id', alsoReads: `lot_id = any ((select current_lots())::uuid[])` },
  {
    table: 'price_schedules',
    tenant: 'provider_id',
    alsoReads: `status <> 'draft' and exists (select from admissions where admissions.id = admission_id)`,
  },
  {
    table: 'price_lines',
    tenant: 'provider_id',
    alsoReads: `exists (select from price_schedules where price_schedules.id = schedule_id)`,
  },
  { table: 'placements', tenant: 'authority_id' },
  { table: 'placement_fees', tenant: 'authority_id' },
  { table: 'budgets', tenant: 'authority_id' },
  { table: 'reported_activity', tenant: 'authority_id' },
  { table: 'published_figures', tenant: 'authority_id' },
  { table: 'market_position_statements', tenant: 'authority_id', alsoReads: `status <> 'draft'` },
  ...['commissioning_intentions', 'procurement_milestones', 'statement_figures'].map((table) => ({
    table,
    tenant: 'authority_id',
    alsoReads: `exists (
      select from market_position_statements s where s.authority_id = ${table}.authority_id and s.id = ${table}.statement_id)`,
  })),
  { table: 'purchasing_systems', tenant: 'lead_authority_id', alsoReads: `status <> 'draft'` },
  { table: 'form_submissions', tenant: 'organisation_id' },
  { table: 'api_tokens', tenant: 'organisation_id' },
];

/** The tables of purchasing systems that belong to one: seen with it, changed by the authority that leads it. */
const PARTS_OF_SYSTEMS = ['lots', 'purchasing_system_members'];

/** Anyone may read them; nobody writes them through the application. */
const REFERENCE_TABLES = ['bank_holidays', 'local_authority_areas', 'outward_codes'];

/** The application's roles, and row level security under its own checks: docs/decisions/0011. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);

  // An unset setting is '' once a transaction has set it, so '' counts as none.
  await run(`
    create function current_organisation() returns uuid language sql stable parallel safe as
      $$ select nullif(current_setting('app.organisation', true), '')::uuid $$;
    create function current_organisation_kind() returns text language sql stable parallel safe as
      $$ select nullif(current_setting('app.organisation_kind', true), '') $$;
    create function current_person() returns uuid language sql stable parallel safe as
      $$ select nullif(current_setting('app.person', true), '')::uuid $$;
    create function is_system() returns boolean language sql stable parallel safe as
      $$ select nullif(current_setting('app.system', true), '') is not null $$;
    create function current_lots() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
      select coalesce(array_agg(lots.id), '{}')
      from purchasing_system_members members join lots on lots.system_id = members.system_id
      where members.authority_id = current_organisation()
    $$;
    revoke execute on function current_lots from public;
    grant execute on function current_lots to ${APP};
    comment on function is_system is 'True in a job''s transaction, which names its reason in app.system';
  `);

  for (const { table, tenant, alsoReads } of TENANT_TABLES) {
    await run(`
      alter table ${table} enable row level security, force row level security;
      create policy own on ${table} using (${OWN(tenant)}) with check (${OWN(tenant)});
      grant select, insert, update, delete on ${table} to ${APP};
    `);
    if (alsoReads) await run(`create policy also_reads on ${table} for select using (${alsoReads})`);
  }

  for (const table of PARTS_OF_SYSTEMS) {
    const led = `exists (
      select from purchasing_systems s where s.id = system_id and ${OWN('s.lead_authority_id')})`;
    await run(`
      alter table ${table} enable row level security, force row level security;
      create policy own on ${table} using (${led}) with check (${led});
      create policy also_reads on ${table} for select using (exists (select from purchasing_systems s where s.id = system_id));
      grant select, insert, update, delete on ${table} to ${APP};
    `);
  }

  for (const table of REFERENCE_TABLES) await run(`grant select on ${table} to ${APP}`);

  // What Ofsted registers and judges is public; a provider changes its own.
  for (const table of ['services', 'judgements']) {
    await run(`
      alter table ${table} enable row level security, force row level security;
      create policy anyone_reads on ${table} for select using (true);
      grant select, insert, update, delete on ${table} to ${APP};
    `);
  }
  await run(`
    create policy own on services using (${OWN('provider_id')}) with check (${OWN('provider_id')});
    create policy system on judgements using ((select is_system())) with check ((select is_system()));
  `);

  // Organisations are public by name. Operators admit them; each changes its own.
  await run(`
    alter table organisations enable row level security, force row level security;
    create policy anyone_reads on organisations for select using (true);
    create policy own on organisations for update using (${OWN('id')}) with check (${OWN('id')});
    create policy operator_admits on organisations for insert with check (${IS_OPERATOR} or (select is_system()));
    grant select, insert, update on organisations to ${APP};
    grant select on organisations to ${IDENTITY};
  `);

  // People: known to themselves and to the organisations they are members of.
  await run(`
    alter table members enable row level security, force row level security;
    create policy own on members using (${OWN('organisation_id')}) with check (${OWN('organisation_id')});
    create policy self on members for select using (user_id = (select current_person()));
    create policy identity on members to ${IDENTITY} using (true) with check (true);
    create policy owner on members to current_user using (true) with check (true);
    grant select, insert, update on members to ${APP};
    grant select, insert, update on members to ${IDENTITY};

    alter table users enable row level security, force row level security;
    create policy known on users for select using (
      id = (select current_person()) or (select is_system())
      or exists (select from members where members.user_id = users.id and members.organisation_id = (select current_organisation())));
    create policy identity on users to ${IDENTITY} using (true) with check (true);
    create policy owner on users to current_user using (true) with check (true);
    grant select (id, name, email, email_verified, two_factor_enabled, created_at) on users to ${APP};
    grant select, insert, update, delete on users to ${IDENTITY};
    grant select, insert, update, delete
      on sessions, accounts, verifications, two_factors, two_factor_uses, sign_in_attempts to ${IDENTITY};
  `);

  // An invitation is its organisation's; operators write the first one. Joining is the identity role's work.
  await run(`
    alter table invitations enable row level security, force row level security;
    create policy own on invitations using (${OWN('organisation_id')}) with check (${OWN('organisation_id')});
    create policy operator_admits on invitations for insert with check (${IS_OPERATOR});
    create policy identity on invitations to ${IDENTITY} using (true) with check (true);
    grant select, insert, update on invitations to ${APP};
    grant select, update on invitations to ${IDENTITY};

    alter table organisation_applications enable row level security, force row level security;
    create policy anyone_applies on organisation_applications for insert with check (status = 'waiting');
    create policy operator_decides on organisation_applications
      using (${IS_OPERATOR} or (select is_system())) with check (${IS_OPERATOR} or (select is_system()));
    grant select, insert, update on organisation_applications to ${APP};
  `);

  // The audit: read by its organisation, appended to by its function alone.
  await run(`
    alter table audit_events enable row level security, force row level security;
    create policy own on audit_events using (${OWN('organisation_id')}) with check (${OWN('organisation_id')});
    create policy owner on audit_events to current_user using (true) with check (true);
    grant select on audit_events to ${APP};
    alter table audit_heads enable row level security, force row level security;
    create policy own on audit_heads using (${OWN('organisation_id')}) with check (${OWN('organisation_id')});
    create policy owner on audit_heads to current_user using (true) with check (true);
    grant select on audit_heads to ${APP};
    grant execute on function append_audit_event to ${APP}, ${IDENTITY};
  `);

  await run(`
    grant execute on function queue_email to ${APP}, ${IDENTITY};
    grant select, update on emails to ${WORKER};
  `);

  // Where the server let us make it (db/roles.ts).
  await run(`
    do $$
    begin
      if exists (select from pg_roles where rolname = '${BACKUP}') then
        grant select on all tables in schema public to ${BACKUP};
        alter default privileges in schema public grant select on tables to ${BACKUP};
      end if;
    end
    $$
  `);
}

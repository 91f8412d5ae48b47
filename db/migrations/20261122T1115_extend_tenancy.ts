import { type Kysely, sql } from 'kysely';

const APP = 'sufficiency_market_app';

const ORGANISATION = '(select current_organisation())';
const IS_AUTHORITY = `(select current_organisation_kind()) = 'authority'`;
const IS_SYSTEM = '(select is_system())';
const LED_LOTS = '(select led_lots())::uuid[]';
const BOUGHT_LOTS = '(select current_lots())::uuid[]';

const own = (column: string) => `(${column} = ${ORGANISATION} or ${IS_SYSTEM})`;
const seen = (table: string, condition: string) => `exists (select from ${table} seen where ${condition})`;
const ledLot = `(lot_id = any (${LED_LOTS}) or ${IS_SYSTEM})`;
const ledAdmission = (column: string) =>
  `exists (select from admissions a where a.id = ${column} and a.lot_id = any (${LED_LOTS}))`;
const ledApplication = `exists (select from lot_applications a where a.id = application_id and a.lot_id = any (${LED_LOTS}))`;

interface Policy {
  name: string;
  on: 'all' | 'select' | 'insert' | 'update' | 'delete';
  using?: string;
  check?: string;
}

/** Rows of a system or of its lots: seen with it, written by the authority that leads it. */
const parts = (column: string, seenIn: string, led: string): Policy[] => [
  { name: 'led', on: 'all', using: led, check: led },
  { name: 'also_reads', on: 'select', using: seen(seenIn, `seen.id = ${column}`) },
];
const LED_SYSTEM = `(system_id = any ((select led_systems())::uuid[]) or ${IS_SYSTEM})`;
const partsOfSystem = parts('system_id', 'purchasing_systems', LED_SYSTEM);
const partsOfLot = parts('lot_id', 'lots', ledLot);

/** Who reads and who writes; a provider writes what is still a draft, the authority that leads decides on what was submitted. */
const POLICIES: Record<string, Policy[]> = {
  purchasing_system_extensions: partsOfSystem,
  application_rounds: partsOfSystem,
  selection_questions: partsOfSystem,
  purchasing_system_documents: partsOfSystem,
  required_documents: partsOfSystem,
  lot_levels: partsOfLot,
  lot_price_points: partsOfLot,
  lot_add_ons: partsOfLot,
  lot_adjustments: partsOfLot,
  purchasing_system_invitations: [
    { name: 'lead', on: 'all', using: own('lead_authority_id'), check: own('lead_authority_id') },
    { name: 'invited_reads', on: 'select', using: `authority_id = ${ORGANISATION}` },
    {
      name: 'invited_answers',
      on: 'update',
      using: `authority_id = ${ORGANISATION}`,
      check: `authority_id = ${ORGANISATION}`,
    },
  ],
  library_questions: [
    { name: 'own', on: 'all', using: own('authority_id'), check: own('authority_id') },
    { name: 'also_reads', on: 'select', using: 'authority_id is null' },
  ],
  files: [
    { name: 'own', on: 'all', using: own('organisation_id'), check: own('organisation_id') },
    {
      name: 'also_reads',
      on: 'select',
      using: `${seen('purchasing_system_documents', 'seen.file_id = files.id and seen.removed_at is null')}
        or ${seen('provider_documents', 'seen.file_id = files.id')}`,
    },
  ],
  provider_documents: [
    { name: 'own', on: 'all', using: own('provider_id'), check: own('provider_id') },
    { name: 'also_reads', on: 'select', using: 'provider_id = any ((select led_providers())::uuid[])' },
  ],
  profile_answers: [{ name: 'own', on: 'all', using: own('provider_id'), check: own('provider_id') }],
  lot_applications: [
    { name: 'own_reads', on: 'select', using: own('provider_id') },
    { name: 'own_begins', on: 'insert', check: `provider_id = ${ORGANISATION} and status = 'draft' or ${IS_SYSTEM}` },
    {
      name: 'own_writes',
      on: 'update',
      using: `provider_id = ${ORGANISATION} and status in ('draft', 'submitted') or ${IS_SYSTEM}`,
      check: `provider_id = ${ORGANISATION} and status in ('draft', 'submitted', 'withdrawn') or ${IS_SYSTEM}`,
    },
    {
      name: 'own_discards',
      on: 'delete',
      using: `provider_id = ${ORGANISATION} and status = 'draft' and submission = 0`,
    },
    { name: 'lead_reads', on: 'select', using: `status <> 'draft' and lot_id = any (${LED_LOTS})` },
    {
      name: 'lead_decides',
      on: 'update',
      using: `status = 'submitted' and lot_id = any (${LED_LOTS})`,
      check: `status in ('submitted', 'accepted', 'rejected') and lot_id = any (${LED_LOTS})`,
    },
  ],
  application_answers: [
    { name: 'own', on: 'all', using: own('provider_id'), check: own('provider_id') },
    { name: 'also_reads', on: 'select', using: seen('lot_applications', 'seen.id = application_id') },
  ],
  application_clarifications: [
    { name: 'own_reads', on: 'select', using: own('provider_id') },
    {
      name: 'own_answers',
      on: 'update',
      using: `provider_id = ${ORGANISATION} and answered_at is null`,
      check: own('provider_id'),
    },
    { name: 'lead', on: 'all', using: ledApplication, check: ledApplication },
  ],
  ...Object.fromEntries(
    ['application_evaluators', 'application_scores'].map((table) => [
      table,
      [
        {
          name: 'own',
          on: 'all' as const,
          using: own('authority_id'),
          check: `authority_id = ${ORGANISATION} and ${ledApplication} or ${IS_SYSTEM}`,
        },
      ],
    ]),
  ),
  application_moderations: [
    {
      name: 'own',
      on: 'all',
      using: own('authority_id'),
      check: `authority_id = ${ORGANISATION} and ${ledApplication} or ${IS_SYSTEM}`,
    },
    {
      name: 'applicant_reads',
      on: 'select',
      using: seen(
        'lot_applications',
        `seen.id = application_id and seen.provider_id = ${ORGANISATION} and seen.decided_at is not null`,
      ),
    },
  ],
  admissions: [
    { name: 'own_reads', on: 'select', using: own('provider_id') },
    { name: 'own_applies', on: 'insert', check: `provider_id = ${ORGANISATION} and status = 'pending'` },
    {
      name: 'own_applies_again',
      on: 'update',
      using: `provider_id = ${ORGANISATION} and status in ('pending', 'ended')`,
      check: `provider_id = ${ORGANISATION} and status in ('pending', 'ended')`,
    },
    { name: 'lead', on: 'all', using: ledLot, check: ledLot },
    { name: 'also_reads', on: 'select', using: `lot_id = any (${BOUGHT_LOTS})` },
  ],
  admission_changes: [
    { name: 'own_reads', on: 'select', using: own('provider_id') },
    {
      name: 'own_applies',
      on: 'insert',
      check: `provider_id = ${ORGANISATION} and change in ('applied', 'withdrawn')`,
    },
    {
      name: 'lead',
      on: 'all',
      using: `(${ledAdmission('admission_id')} or ${IS_SYSTEM})`,
      check: `(${ledAdmission('admission_id')} or ${IS_SYSTEM})`,
    },
  ],
  admission_holds: [
    { name: 'own_reads', on: 'select', using: own('provider_id') },
    {
      name: 'lead',
      on: 'all',
      using: `(${ledAdmission('admission_id')} or ${IS_SYSTEM})`,
      check: `(${ledAdmission('admission_id')} or ${IS_SYSTEM})`,
    },
    { name: 'also_reads', on: 'select', using: seen('admissions', 'seen.id = admission_id') },
  ],
  price_schedules: [
    { name: 'own_reads', on: 'select', using: own('provider_id') },
    {
      name: 'own_begins',
      on: 'insert',
      check: `provider_id = ${ORGANISATION} and status = 'draft' and drawn_up_by = 'provider'`,
    },
    {
      name: 'own_writes',
      on: 'update',
      using: `provider_id = ${ORGANISATION} and status in ('draft', 'submitted', 'rejected') and drawn_up_by = 'provider'`,
      check: `provider_id = ${ORGANISATION} and status in ('draft', 'submitted') and drawn_up_by = 'provider'`,
    },
    { name: 'own_discards', on: 'delete', using: `provider_id = ${ORGANISATION} and status = 'draft'` },
    { name: 'system', on: 'all', using: IS_SYSTEM, check: IS_SYSTEM },
    {
      name: 'lead_draws_up',
      on: 'insert',
      check: `status = 'submitted' and drawn_up_by = 'authority' and ${ledAdmission('admission_id')}`,
    },
    {
      name: 'lead_decides',
      on: 'update',
      using: `status in ('submitted', 'approved', 'superseded') and ${ledAdmission('admission_id')}`,
      check: `status in ('approved', 'rejected', 'superseded') and ${ledAdmission('admission_id')}`,
    },
    {
      name: 'also_reads',
      on: 'select',
      using: `status <> 'draft' and ${seen('admissions', 'seen.id = admission_id')}`,
    },
  ],
  ...Object.fromEntries(
    ['price_lines', 'price_add_ons', 'price_adjustments'].map((table) => {
      const written = `exists (
        select from price_schedules s where s.id = schedule_id and s.provider_id = ${table}.provider_id and (
          s.provider_id = ${ORGANISATION} and s.status in ('draft', 'rejected') and s.drawn_up_by = 'provider'
          or s.status = 'submitted' and s.drawn_up_by = 'authority' and s.provider_id <> ${ORGANISATION} and ${ledAdmission('s.admission_id')}))`;
      return [
        table,
        [
          { name: 'own_reads', on: 'select' as const, using: own('provider_id') },
          { name: 'drawn_up', on: 'insert' as const, check: `${written} or ${IS_SYSTEM}` },
          { name: 'redrawn', on: 'update' as const, using: written, check: written },
          { name: 'crossed_out', on: 'delete' as const, using: written },
          { name: 'also_reads', on: 'select' as const, using: seen('price_schedules', 'seen.id = schedule_id') },
        ],
      ];
    }),
  ),
  uplift_requests: [
    { name: 'own_reads', on: 'select', using: own('provider_id') },
    { name: 'own_asks', on: 'insert', check: `provider_id = ${ORGANISATION} and status = 'submitted'` },
    {
      name: 'own_withdraws',
      on: 'update',
      using: `provider_id = ${ORGANISATION} and status = 'submitted'`,
      check: `provider_id = ${ORGANISATION} and status = 'withdrawn'`,
    },
    { name: 'lead_reads', on: 'select', using: ledAdmission('admission_id') },
    {
      name: 'lead_decides',
      on: 'update',
      using: `status = 'submitted' and ${ledAdmission('admission_id')}`,
      check: `status in ('submitted', 'accepted', 'accepted_in_part', 'refused') and ${ledAdmission('admission_id')}`,
    },
  ],
  uplift_lines: [
    { name: 'own_reads', on: 'select', using: own('provider_id') },
    { name: 'own_asks', on: 'insert', check: `provider_id = ${ORGANISATION} and accepted_pence is null` },
    { name: 'lead_reads', on: 'select', using: seen('uplift_requests', 'seen.id = request_id') },
    {
      name: 'lead_decides',
      on: 'update',
      using: `provider_id <> ${ORGANISATION} and ${seen('uplift_requests', `seen.id = request_id and seen.status = 'submitted'`)}`,
    },
  ],
  monitoring_visits: [
    { name: 'own_reads', on: 'select', using: own('authority_id') },
    {
      name: 'own_begins',
      on: 'insert',
      check: `authority_id = ${ORGANISATION} and ${IS_AUTHORITY} and provider_id = any ((select supplying_providers())::uuid[])`,
    },
    // A report that is finished stays as it is.
    {
      name: 'own_writes',
      on: 'update',
      using: `authority_id = ${ORGANISATION} and status = 'draft'`,
      check: `authority_id = ${ORGANISATION}`,
    },
    { name: 'provider_reads', on: 'select', using: `status = 'final' and provider_id = ${ORGANISATION}` },
    {
      name: 'fellows_read',
      on: 'select',
      using: `status = 'final' and ${IS_AUTHORITY} and authority_id = any ((select fellow_authorities())::uuid[])`,
    },
  ],
  monitoring_actions: [
    { name: 'own', on: 'all', using: own('authority_id'), check: own('authority_id') },
    {
      name: 'also_reads',
      on: 'select',
      using: seen('monitoring_visits', 'seen.authority_id = monitoring_actions.authority_id and seen.id = visit_id'),
    },
    {
      name: 'provider_reports',
      on: 'update',
      using: `provider_id = ${ORGANISATION} and closed_at is null
        and ${seen('monitoring_visits', 'seen.authority_id = monitoring_actions.authority_id and seen.id = visit_id')}`,
      check: `provider_id = ${ORGANISATION} and closed_at is null`,
    },
  ],
  provider_notifications: [
    { name: 'own_reads', on: 'select', using: own('provider_id') },
    { name: 'own_notifies', on: 'insert', check: `provider_id = ${ORGANISATION}` },
    { name: 'buyers_read', on: 'select', using: 'provider_id = any ((select supplying_providers())::uuid[])' },
  ],
};

/** These had policies already, which the ones above replace. */
const BEFORE = ['admissions', 'price_schedules', 'price_lines'];

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);

  // Each runs with its owner's rights, under the policies of the tables it reads: they name plain columns, so that none leads back here.
  const idsOf = (name: string, body: string, comment: string) =>
    run(`
      create function ${name}() returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$ ${body} $$;
      revoke execute on function ${name} from public;
      grant execute on function ${name} to ${APP};
      comment on function ${name} is '${comment}';
    `);
  await idsOf(
    'led_systems',
    `select coalesce(array_agg(id), '{}') from purchasing_systems where lead_authority_id = current_organisation()`,
    'Purchasing systems that the organisation leads',
  );
  await idsOf(
    'led_lots',
    `select coalesce(array_agg(lots.id), '{}') from purchasing_systems s join lots on lots.system_id = s.id
     where s.lead_authority_id = current_organisation()`,
    'Lots of the purchasing systems that the organisation leads',
  );
  await idsOf(
    'invited_systems',
    `select coalesce(array_agg(system_id), '{}') from purchasing_system_invitations where authority_id = current_organisation()`,
    'Purchasing systems that the organisation is asked to join',
  );
  await idsOf(
    'led_providers',
    `select coalesce(array_agg(provider_id), '{}') from (
       select provider_id from admissions where lot_id = any ((select led_lots())::uuid[])
       union select provider_id from lot_applications where lot_id = any ((select led_lots())::uuid[]) and status <> 'draft') known`,
    'Providers that applied to, or hold a place in, a lot that the organisation leads',
  );
  await idsOf(
    'supplying_providers',
    `select coalesce(array_agg(distinct provider_id), '{}') from admissions
     where lot_id = any ((select current_lots())::uuid[]) and status in ('active', 'suspended')`,
    'Providers in a lot that the organisation may buy from',
  );
  await idsOf(
    'fellow_authorities',
    `select coalesce(array_agg(distinct fellow.authority_id), '{}') from purchasing_system_members own
     join purchasing_system_members fellow on fellow.system_id = own.system_id where own.authority_id = current_organisation()`,
    'Authorities that share a purchasing system with the organisation, itself among them',
  );

  for (const table of BEFORE) await run(`drop policy own on ${table}; drop policy also_reads on ${table}`);
  for (const [table, policies] of Object.entries(POLICIES)) {
    if (!BEFORE.includes(table))
      await run(`
        alter table ${table} enable row level security, force row level security;
        grant select, insert, update, delete on ${table} to ${APP};
      `);
    for (const { name, on, using, check } of policies)
      await run(
        `create policy ${name} on ${table} for ${on} ${using ? `using (${using})` : ''} ${check ? `with check (${check})` : ''}`,
      );
  }

  // An authority that is asked to join sees the draft; it becomes a member by its own hand.
  await run(`
    create policy invited_reads on purchasing_systems for select using (id = any ((select invited_systems())::uuid[]));
    drop policy own on purchasing_system_members;
    create policy system on purchasing_system_members using (${IS_SYSTEM}) with check (${IS_SYSTEM});
    create policy lead_joins on purchasing_system_members for insert
      with check (authority_id = ${ORGANISATION} and system_id = any ((select led_systems())::uuid[]));
    create policy lead_removes on purchasing_system_members for delete
      using (authority_id <> ${ORGANISATION} and system_id = any ((select led_systems())::uuid[]));
    create policy invited_joins on purchasing_system_members for insert
      with check (authority_id = ${ORGANISATION} and system_id = any ((select invited_systems())::uuid[]));
  `);

  // Whoever leads a system learns how many children live where its prices count, never which.
  await run(`
    create function placements_in_system(system uuid, day date) returns table (provider_id uuid, placements integer)
    language plpgsql volatile security definer set search_path = public, pg_temp as $$
    #variable_conflict use_column
    declare
      before text := coalesce(current_setting('app.system', true), '');
    begin
      -- Only here, past the borders of the tenants whose children are counted.
      perform set_config('app.system', 'counts placements in a system', true);
      return query select p.provider_id, count(*)::integer
      from placements p join lots on lots.id = p.lot_id
      where lots.system_id = system and p.started_on <= day and (p.ended_on is null or p.ended_on > day)
        and exists (select from purchasing_system_members m where m.system_id = system and m.authority_id = current_organisation())
      group by p.provider_id;
      perform set_config('app.system', before, true);
    end
    $$;
    revoke execute on function placements_in_system from public;
    grant execute on function placements_in_system to ${APP};
    comment on function placements_in_system is 'Children of every member living in a place bought under the system, by provider: for volume discounts; for members alone';

    create function placements_under_admission(admission uuid, day date)
      returns table (own boolean, age smallint, need_level text, placements integer)
    language plpgsql volatile security definer set search_path = public, pg_temp as $$
    #variable_conflict use_column
    declare
      before text := coalesce(current_setting('app.system', true), '');
    begin
      perform set_config('app.system', 'counts placements under an admission', true);
      return query select p.authority_id = current_organisation(), p.age_at_start, p.need_level, count(*)::integer
      from admissions a
      join lots on lots.id = a.lot_id
      join purchasing_systems s on s.id = lots.system_id and s.lead_authority_id = current_organisation()
      join placements p on p.lot_id = a.lot_id and p.provider_id = a.provider_id
      where a.id = admission and p.started_on <= day and (p.ended_on is null or p.ended_on > day)
      group by 1, 2, 3;
      perform set_config('app.system', before, true);
    end
    $$;
    revoke execute on function placements_under_admission from public;
    grant execute on function placements_under_admission to ${APP};
    comment on function placements_under_admission is 'Children living there, own and of other members together: what a change of price costs; for the authority that leads alone';

    create function is_member_of(person uuid, organisation uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp as $$
      select exists (select from members m where m.user_id = person and m.organisation_id = organisation and m.deactivated_at is null)
    $$;
    revoke execute on function is_member_of from public;
    grant execute on function is_member_of to ${APP};
    comment on function is_member_of is 'Nobody evaluates an organisation that they belong to: memberships elsewhere are hidden from the asker';

    create function own_application_is_scored(application uuid) returns boolean
    language plpgsql volatile security definer set search_path = public, pg_temp as $$
    declare
      before text := coalesce(current_setting('app.system', true), '');
      scored boolean;
    begin
      perform set_config('app.system', 'says whether an application is scored', true);
      scored := exists (
        select from lot_applications a
        join application_evaluators e on e.application_id = a.id and e.finished_submission = a.submission and e.removed_at is null
        where a.id = application and a.provider_id = current_organisation());
      perform set_config('app.system', before, true);
      return scored;
    end
    $$;
    revoke execute on function own_application_is_scored from public;
    grant execute on function own_application_is_scored to ${APP};
    comment on function own_application_is_scored is 'A provider changes a submitted application until somebody has finished scoring it: who evaluates stays unknown to it';

    create function queue_email_to_members(organisation uuid, some_roles text[], subject text, body text) returns integer
    language plpgsql volatile security definer set search_path = public, pg_temp as $$
    declare
      address text;
      count integer := 0;
    begin
      for address in
        select u.email from members m join users u on u.id = m.user_id
        where m.organisation_id = organisation and m.deactivated_at is null and m.roles && some_roles order by u.email
      loop
        perform queue_email(address, subject, body);
        count := count + 1;
      end loop;
      return count;
    end
    $$;
    revoke execute on function queue_email_to_members from public;
    grant execute on function queue_email_to_members to ${APP};
    comment on function queue_email_to_members is 'A letter to an organisation: its people''s addresses stay unknown to whoever writes';
  `);

  // A price once approved never changes, whoever asks: DOMAIN, "Admission and prices".
  await run(`
    create function refuse_change_of_approved_price() returns trigger language plpgsql as $$
    begin
      if exists (select from price_schedules where id = old.schedule_id and status in ('approved', 'superseded')) then
        raise exception 'A price once approved never changes' using errcode = 'restrict_violation';
      end if;
      return case when tg_op = 'DELETE' then old else new end;
    end
    $$;
    ${['price_lines', 'price_add_ons', 'price_adjustments']
      .map(
        (table) => `create trigger approved_prices_stay before update or delete on ${table}
          for each row execute function refuse_change_of_approved_price();`,
      )
      .join('\n')}
  `);

  // Membership conditions of a dynamic market cannot change once it is established: Procurement Act 2023, s 36.
  await run(`
    create function refuse_change_of_membership_conditions() returns trigger language plpgsql as $$
    declare
      of_system uuid := case when tg_op = 'DELETE' then old.system_id else new.system_id end;
    begin
      if exists (select from purchasing_systems where id = of_system and kind = 'dynamic_market' and status <> 'draft') then
        raise exception 'The membership conditions of a dynamic market cannot change' using errcode = 'restrict_violation';
      end if;
      return case when tg_op = 'DELETE' then old else new end;
    end
    $$;
    create trigger membership_conditions_stay before insert or update or delete on selection_questions
      for each row execute function refuse_change_of_membership_conditions();
    create trigger membership_conditions_stay before insert or update or delete on required_documents
      for each row execute function refuse_change_of_membership_conditions();
    create trigger membership_conditions_stay before update of ofsted_rule on lots
      for each row when (old.ofsted_rule <> new.ofsted_rule) execute function refuse_change_of_membership_conditions();
  `);
}

import { type Kysely, sql } from 'kysely';

const APP = 'sufficiency_market_app';
const LONDON_TODAY = `(now() at time zone 'Europe/London')::date`;

interface PastBorders {
  takes?: string;
  returns: string;
  /** Stands in app.system meanwhile. */
  why: string;
  query: string;
  comment: string;
}

/** What the policies of leading and buying authorities ask, and what is counted past the borders of tenants. */
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
    `select coalesce(array_agg(system_id), '{}') from purchasing_system_invitations
     where authority_id = current_organisation() and answer is distinct from 'declined'`,
    'Purchasing systems that the organisation is asked to join, and has not declined',
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
    `select coalesce(array_agg(distinct a.provider_id), '{}')
     from admissions a join lots on lots.id = a.lot_id join purchasing_systems s on s.id = lots.system_id
     where a.lot_id = any ((select current_lots())::uuid[]) and a.status in ('active', 'suspended')
       and (s.status in ('open', 'closed') and s.ends_on > ${LONDON_TODAY}
         or exists (
           select from placements p where p.provider_id = a.provider_id and p.authority_id = current_organisation()
             and (p.ended_on is null or p.ended_on > ${LONDON_TODAY})))`,
    'Providers in a lot that the organisation buys from: its system runs, or a child of the organisation lives with the provider still',
  );
  await idsOf(
    'fellow_authorities',
    `select coalesce(array_agg(distinct fellow.authority_id), '{}') from purchasing_system_members own
     join purchasing_system_members fellow on fellow.system_id = own.system_id where own.authority_id = current_organisation()`,
    'Authorities that share a purchasing system with the organisation, itself among them',
  );

  // Each answers one question past the borders of tenants; its own conditions say who may ask.
  const pastBorders = (name: string, { takes = '', returns, why, query, comment }: PastBorders) => {
    const rows = returns.startsWith('table');
    return run(`
      create function ${name}(${takes}) returns ${returns}
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      #variable_conflict use_column
      declare
        before text := coalesce(current_setting('app.system', true), '');
        ${rows ? '' : `answer ${returns};`}
      begin
        perform set_config('app.system', '${why}', true);
        ${rows ? `return query ${query};` : `answer := (${query});`}
        perform set_config('app.system', before, true);
        ${rows ? '' : 'return answer;'}
      end
      $$;
      revoke execute on function ${name} from public;
      grant execute on function ${name} to ${APP};
      comment on function ${name} is '${comment}';
    `);
  };
  await pastBorders('placements_in_system', {
    takes: 'system uuid, day date',
    returns: 'table (provider_id uuid, placements integer)',
    why: 'counts placements in a system',
    query: `
      select p.provider_id, count(*)::integer
      from placements p join lots on lots.id = p.lot_id
      where lots.system_id = system and p.started_on <= day and (p.ended_on is null or p.ended_on > day)
        and exists (select from purchasing_system_members m where m.system_id = system and m.authority_id = current_organisation())
      group by p.provider_id`,
    comment:
      'Children of every member living in a place bought under the system, by provider: for volume discounts; for members alone',
  });
  await pastBorders('placements_under_admission', {
    takes: 'admission uuid, day date',
    returns: 'table (own boolean, age smallint, need_level text, started_on date, ended_on date, placements integer)',
    why: 'counts placements under an admission',
    query: `
      select p.authority_id = current_organisation(), p.age_at_start, p.need_level, p.started_on, p.ended_on, count(*)::integer
      from admissions a
      join lots on lots.id = a.lot_id
      join purchasing_systems s on s.id = lots.system_id and s.lead_authority_id = current_organisation()
      join placements p on p.lot_id = a.lot_id and p.provider_id = a.provider_id
      where a.id = admission and p.started_on <= day and (p.ended_on is null or p.ended_on > day)
      group by 1, 2, 3, 4, 5`,
    comment:
      'Children living there, own and of other members apart, by age at the start and days of the stay, which a lot may price by: what a change of price costs; for the authority that leads alone',
  });
  await pastBorders('placing_authorities', {
    returns: 'uuid[]',
    why: 'finds who has children with a provider',
    query: `
      select coalesce(array_agg(distinct p.authority_id), '{}') from placements p
      where p.provider_id = current_organisation() and (p.ended_on is null or p.ended_on > ${LONDON_TODAY})`,
    comment:
      'Authorities with a child living with the provider that asks: they stay informed when their purchasing system has ended',
  });
  await pastBorders('placement_reviews_under_hold', {
    takes: 'hold uuid, day date',
    returns: 'table (authorities integer, reviewed integer)',
    why: 'counts authorities that have reviewed placements',
    query: `
      select count(*)::integer, count(*) filter (where done)::integer from (
        select bool_and(exists (
          select from placement_reviews r
          where r.authority_id = p.authority_id and r.placement_id = p.id
            and r.service_id = h.service_id and r.inspected_on = h.inspected_on
        )) as done
        from admission_holds h
        join admissions a on a.id = h.admission_id
        join lots on lots.id = a.lot_id
        join purchasing_systems s on s.id = lots.system_id and s.lead_authority_id = current_organisation()
        join purchasing_system_members m on m.system_id = s.id
        join placements p on p.authority_id = m.authority_id and p.service_id = h.service_id
        where h.id = hold and p.started_on <= day and (p.ended_on is null or p.ended_on > day)
        group by p.authority_id) each_authority`,
    comment:
      'Members with children living there, and of these those that have reviewed every one: for the authority that leads alone, never about whom',
  });
  await pastBorders('own_application_is_scored', {
    takes: 'application uuid',
    returns: 'boolean',
    why: 'says whether an application is scored',
    query: `
      select exists (
        select from lot_applications a
        join application_evaluators e on e.application_id = a.id and e.finished_submission = a.submission and e.removed_at is null
        where a.id = application and a.provider_id = current_organisation())`,
    comment:
      'A provider changes a submitted application until somebody has finished scoring it: who evaluates stays unknown to it',
  });

  await run(`
    create function is_member_of(person uuid, organisation uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp as $$
      select exists (select from members m where m.user_id = person and m.organisation_id = organisation and m.deactivated_at is null)
    $$;
    revoke execute on function is_member_of from public;
    grant execute on function is_member_of to ${APP};
    comment on function is_member_of is 'Nobody evaluates an organisation that they belong to: memberships elsewhere are hidden from the asker';

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
}

import type pg from 'pg';

/** One row at least in the tables that the demonstration leaves empty, for two organisations of a kind. */
export async function plantTenants(
  pool: pg.Pool,
  organisation: (slug: string) => Promise<{ organisation: string; person: string }>,
) {
  for (const slug of ['kent', 'medway', 'orchardine', 'wrenfield']) {
    const { organisation: id, person } = await organisation(slug);
    await pool.query(
      `with token as (
         insert into api_tokens (organisation_id, user_id, name, scopes, token_hash, hint, expires_at)
         values ($1, $2, 'A token', '{read}', $3, 'abcd', now() + interval '1 day')),
       invited as (
         insert into invitations (organisation_id, email, roles, token_hash, expires_at)
         values ($1, 'somebody@example.org', '{administrator}', $3, now() + interval '1 day')),
       form as (insert into form_submissions values ($1, gen_random_uuid(), 'x', gen_random_uuid()))
       select set_config('app.organisation', $1::text, false)`,
      [id, person, `hash of ${slug}`],
    );
    const client = await pool.connect();
    await client.query("select set_config('app.organisation', $1, false)", [id]);
    await client.query("select append_audit_event($1, $2, 'test.happened', $1, null, null, null)", [id, person]);
    await client.query("select set_config('app.organisation', '', false)");
    client.release();
  }
  await pool.query(
    `insert into organisation_applications (kind, name, company_number, applicant_name, applicant_email)
     values ('provider', 'A home', '01234567', 'Ana', 'ana@example.org')`,
  );
  // The demonstration has no drafts of some kinds.
  await pool.query(
    `alter table price_schedules disable trigger approved_prices_stay;
     update price_schedules set status = 'draft', approved_at = null
       where id in (select distinct on (provider_id) id from price_schedules order by provider_id, id);
     alter table price_schedules enable trigger approved_prices_stay`,
  );
  await pool.query(
    `insert into commissioning_intentions (authority_id, statement_id, position, category, intention)
       select authority_id, id, 99, 'capacity', 'Not yet public' from market_position_statements where status = 'draft';
     insert into procurement_milestones (authority_id, statement_id, position, contract, expires_on, review_starts_on)
       select authority_id, id, 99, 'Not yet public', '2030-01-01', '2029-01-01' from market_position_statements where status = 'draft';
     insert into statement_figures (authority_id, statement_id, position, kind, source, as_at, rows)
       select authority_id, id, 9, 'places_by_accommodation', 'x', '2026-01-01', '[]' from market_position_statements where status = 'draft'`,
  );
  await plantSelection(pool);
}

/** Questions, applications in each state, evaluations and uplifts, of two providers under the systems of three authorities. */
async function plantSelection(pool: pg.Pool) {
  await pool.query(`
    insert into library_questions (authority_id, topic, kind, question, assessment)
      select id, 'Own', 'text', 'A question of one authority alone', 'information' from organisations where slug in ('kent', 'medway');
    insert into files (organisation_id, name, media_type, bytes, sha256)
      select lead_authority_id, slug || '.pdf', 'application/pdf', 1, repeat('0', 64) from purchasing_systems;
    insert into purchasing_system_documents (system_id, lead_authority_id, file_id, title)
      select s.id, s.lead_authority_id, f.id, s.title from purchasing_systems s join files f on f.name = s.slug || '.pdf'
      where s.status <> 'ended';
    insert into purchasing_system_extensions (system_id, ended_on_before, ends_on, reason)
      select id, ends_on - 365, ends_on, 'Extended by a year' from purchasing_systems;
    insert into lot_add_ons (lot_id, code, label, unit, position)
      select l.id, 'planted', 'Planted', 'week', 99 from lots l;
    insert into application_rounds (system_id, title, opens_at, closes_at)
      select id, 'Spring', '2030-03-01', '2030-04-01' from purchasing_systems;
    update purchasing_systems set kind = 'dps' where kind = 'dynamic_market';
    insert into selection_questions (system_id, position, kind, question, assessment)
      select id, 999, 'text', 'Planted', 'information' from purchasing_systems;
    insert into profile_answers (provider_id, library_question_id, answer)
      select o.id, q.id, 'An answer' from organisations o,
        (select id from library_questions order by id limit 1) q where o.slug in ('orchardine', 'wrenfield')
      on conflict do nothing;
    insert into lot_applications (lot_id, provider_id, status, submission, submitted_at, due_on, decided_at, tier)
      select l.id, p.id, state.status, 1, now(), current_date, case state.status when 'accepted' then now() end,
        case state.status when 'accepted' then 1 end
      from lots l join purchasing_systems s on s.id = l.system_id and s.status <> 'draft'
      join organisations p on p.slug in ('orchardine', 'wrenfield')
      join (values ('draft', 1), ('submitted', 2), ('accepted', 1)) state (status, lot) on state.lot = l.number
      on conflict do nothing;
    insert into application_answers (application_id, provider_id, question_id, answer)
      select a.id, a.provider_id, q.id, 'An answer' from lot_applications a
      join lots l on l.id = a.lot_id join selection_questions q on q.system_id = l.system_id and q.question = 'Planted';
    insert into application_clarifications (application_id, provider_id, question, answer_due_on)
      select id, provider_id, 'Which insurer?', current_date from lot_applications;
    insert into application_evaluators (application_id, authority_id, user_id)
      select a.id, s.lead_authority_id, m.user_id from lot_applications a join lots l on l.id = a.lot_id
      join purchasing_systems s on s.id = l.system_id
      join members m on m.organisation_id = s.lead_authority_id and 'commissioner' = any (m.roles)
      where a.status <> 'draft' on conflict do nothing;
    insert into application_scores (application_id, authority_id, submission, question_id, evaluator_id, score)
      select e.application_id, e.authority_id, 1, w.question_id, e.user_id, 3 from application_evaluators e
      join application_answers w on w.application_id = e.application_id on conflict do nothing;
    insert into application_moderations (application_id, authority_id, submission, question_id, score, reason)
      select s.application_id, s.authority_id, 1, s.question_id, 3, 'Agreed' from application_scores s on conflict do nothing;
    insert into uplift_requests (admission_id, provider_id, schedule_id, from_date, method, asked_bps, reason)
      select a.id, a.provider_id, (select id from price_schedules p where p.admission_id = a.id order by id limit 1), '2027-04-01',
        'percentage', 300, 'Pay' from admissions a
      where exists (select from price_schedules p where p.admission_id = a.id) on conflict do nothing;
    insert into uplift_lines (request_id, provider_id, kind, code, asked_pence)
      select id, provider_id, 'hourly_rate', '', 1 from uplift_requests on conflict do nothing;
    insert into price_schedule_decisions (schedule_id, provider_id, revision, outcome, reason)
      select id, provider_id, 1, 'rejected', 'Planted' from price_schedules;
    insert into monitoring_visits (authority_id, provider_id, kind, visited_on, visitors)
      select a.id, p.id, 'planned', '2026-01-01', 'Ana' from organisations a, organisations p
      where a.slug in ('kent', 'medway') and p.slug in ('orchardine', 'wrenfield');
    insert into monitoring_visits (authority_id, provider_id, kind, status, visited_on, visitors, cancelled_at, cancel_reason)
      select a.id, p.id, k.kind, s.status, '2030-01-01', 'Ana', case s.status when 'cancelled' then now() end,
        case s.status when 'cancelled' then 'Ill' end
      from organisations a, organisations p, (values ('planned'), ('unannounced')) k (kind), (values ('planned'), ('cancelled')) s (status)
      where a.slug in ('kent', 'medway') and p.slug in ('orchardine', 'wrenfield');
    insert into placement_reviews (authority_id, placement_id, service_id, inspected_on, outcome, reason)
      select p.authority_id, p.id, p.service_id, '2026-01-01', 'stays', 'Safe there' from placements p where p.service_id is not null;
    insert into monitoring_actions (authority_id, visit_id, provider_id, action, owner, due_on)
      select authority_id, id, provider_id, 'Do it', 'Ana', '2026-02-01' from monitoring_visits where status = 'draft'
  `);
}

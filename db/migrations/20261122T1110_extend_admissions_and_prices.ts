import { type Kysely, sql } from 'kysely';

/** Admissions with their history and holds; price models in full; uplifts; contract monitoring. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`select set_config('app.system', 'migrates admissions and prices', true)`.execute(db);
  await sql`
    alter table admissions drop constraint admissions_check;
    alter table admissions
      add column application_id uuid references lot_applications,
      add column suspended_on date,
      add column suspension text check (suspension in ('decision', 'document')),
      add check (status in ('pending', 'ended') or admitted_on is not null),
      add check (status <> 'pending' or admitted_on is null);
    update admissions set suspension = 'decision' where status = 'suspended';
    alter table admissions add check ((status = 'suspended') = (suspension is not null));
    comment on column admissions.status is 'pending: asked to join, and not decided; ended without admitted_on: refused or withdrawn';
    comment on column admissions.suspension is 'By a commissioner''s decision, or by rule because a document expired';

    create table admission_changes (
      id uuid primary key default uuidv7(),
      admission_id uuid not null,
      provider_id uuid not null,
      change text not null check (change in (
        'applied', 'withdrawn', 'refused', 'admitted', 'suspended', 'reinstated', 'ended', 'tier_changed'
      )),
      reason text not null,
      ground text check (ground in (
        'provider_request', 'mandatory_exclusion', 'discretionary_exclusion', 'conditions_not_met', 'contract_breach',
        'registration_cancelled', 'system_ended'
      )),
      tier smallint,
      changed_by uuid references users,
      changed_at timestamptz not null default now(),
      check ((change = 'ended') = (ground is not null)),
      foreign key (admission_id, provider_id) references admissions (id, provider_id) on delete cascade
    );
    create index admission_changes_admission on admission_changes (admission_id);
    comment on column admission_changes.changed_by is 'Null: by rule';
    comment on column admission_changes.ground is 'Of an end: why, in the words of the law of procurement';

    create table admission_holds (
      id uuid primary key default uuidv7(),
      admission_id uuid not null,
      provider_id uuid not null,
      service_id uuid not null references services,
      judgement text not null,
      inspected_on date not null,
      placed_at timestamptz not null default now(),
      lifted_at timestamptz,
      lifted_by uuid references users,
      lift_reason text,
      foreign key (admission_id, provider_id) references admissions (id, provider_id) on delete cascade,
      unique (admission_id, service_id, inspected_on),
      check ((lifted_at is null) = (lift_reason is null))
    );
    create unique index admission_holds_one on admission_holds (admission_id, service_id) where lifted_at is null;
    create index admission_holds_provider on admission_holds (provider_id) where lifted_at is null;
    comment on table admission_holds is 'No new referrals under the lot to a service whose judgement broke the lot''s rule, until a commissioner lifts it';

    create table placement_reviews (
      authority_id uuid not null references organisations,
      id uuid not null default uuidv7(),
      placement_id uuid not null,
      service_id uuid not null references services,
      inspected_on date not null,
      outcome text not null check (outcome in ('stays', 'move_planned', 'ended')),
      reason text not null,
      reviewed_by uuid references users,
      reviewed_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, id),
      foreign key (authority_id, placement_id) references placements (authority_id, id) on delete cascade
    );
    create index placement_reviews_placement on placement_reviews (authority_id, placement_id, inspected_on);
    comment on table placement_reviews is 'What an authority decides for a child who lives where a judgement placed a hold; the latest counts, and none is changed';
    comment on column placement_reviews.inspected_on is 'The inspection whose judgement asks for it: one review for the holds of every lot';

    create function place_admission_holds(of_service uuid, of_admission uuid) returns setof uuid language sql volatile as $$
      with due as (
        select admissions.id as admission_id, admissions.provider_id, services.id as service_id, latest.judgement, latest.inspected_on
        from admissions
        join lots on lots.id = admissions.lot_id
        join services on services.provider_id = admissions.provider_id and services.accommodation_type = lots.accommodation_type
        join lateral (
          select judgement, inspected_on from judgements where service_id = services.id order by inspected_on desc limit 1
        ) latest on true
        where admissions.status in ('active', 'suspended')
          and (of_service is null or services.id = of_service)
          and (of_admission is null or admissions.id = of_admission)
          and case lots.ofsted_rule
            when 'not_inadequate' then latest.judgement in ('inadequate', 'serious_weaknesses')
            when 'good_or_better' then
              latest.judgement in ('inadequate', 'serious_weaknesses', 'requires_improvement', 'inconsistent')
            else false
          end),
      worsened as (
        update admission_holds h set judgement = due.judgement, inspected_on = due.inspected_on
        from due
        where h.admission_id = due.admission_id and h.service_id = due.service_id and h.lifted_at is null
          and due.judgement in ('inadequate', 'serious_weaknesses')
          and (h.judgement, h.inspected_on) is distinct from (due.judgement, due.inspected_on)
          and not exists (
            select from admission_holds lifted
            where lifted.admission_id = h.admission_id and lifted.service_id = h.service_id
              and lifted.inspected_on = due.inspected_on and lifted.id <> h.id)
        returning h.id),
      placed as (
        insert into admission_holds (admission_id, provider_id, service_id, judgement, inspected_on)
        select admission_id, provider_id, service_id, judgement, inspected_on from due
        on conflict do nothing
        returning id)
      select id from worsened union all select id from placed
    $$;
    comment on function place_admission_holds is
      'Holds that the lots'' rules ask for after the latest judgements, of one service or one admission where given; a lifted one is not placed again for the same inspection, and one that is open follows a judgement that asks for a review';
    select place_admission_holds(null, null);

    alter table price_schedules
      add column revision integer not null default 1,
      add column drawn_up_by text not null default 'provider' check (drawn_up_by in ('provider', 'authority')),
      add column updated_at timestamptz not null default now(),
      add column submitted_at timestamptz,
      add column submitted_by uuid references users,
      add column decided_at timestamptz,
      add column decided_by uuid references users;
    update price_schedules set submitted_at = created_at where status <> 'draft';
    comment on column price_schedules.drawn_up_by is 'authority: made by accepting an uplift, in full or in part';

    create table price_schedule_decisions (
      id uuid primary key default uuidv7(),
      schedule_id uuid not null,
      provider_id uuid not null,
      revision integer not null,
      outcome text not null check (outcome in ('approved', 'rejected')),
      reason text not null default '',
      decided_by uuid references users,
      decided_at timestamptz not null default clock_timestamp(),
      foreign key (schedule_id, provider_id) references price_schedules (id, provider_id),
      check (outcome <> 'rejected' or reason <> '')
    );
    create index price_schedule_decisions_schedule on price_schedule_decisions (schedule_id);
    comment on table price_schedule_decisions is
      'What the authority that leads decided, each time: never changed, so that a schedule once decided on cannot be discarded';
    comment on column price_schedule_decisions.revision is 'Of the schedule, as it was decided on';

    alter table price_lines
      add column occupancy_from smallint not null default 1 check (occupancy_from >= 1),
      add column occupancy_to smallint not null default 99 check (occupancy_to <= 99),
      drop constraint price_lines_level_check,
      drop constraint price_lines_pkey,
      drop constraint price_lines_schedule_id_level_int4range_excl,
      add check (level ~ '^[a-z][a-z0-9_]{0,29}$'),
      add check (occupancy_from <= occupancy_to),
      add primary key (schedule_id, level, age_from, occupancy_from),
      add exclude using gist (
        schedule_id with =, level with =, int4range(age_from, age_to, '[]') with &&, int4range(occupancy_from, occupancy_to, '[]') with &&
      );
    comment on column price_lines.level is 'A code of lot_levels';

    create table price_add_ons (
      schedule_id uuid not null,
      provider_id uuid not null,
      code text not null check (code ~ '^[a-z][a-z0-9_]{0,29}$'),
      pence integer not null check (pence > 0),
      primary key (schedule_id, code),
      foreign key (schedule_id, provider_id) references price_schedules (id, provider_id) on delete cascade
    );
    comment on column price_add_ons.pence is 'Pence a week, or for each hour a week: lot_add_ons.unit';

    create table price_adjustments (
      schedule_id uuid not null,
      provider_id uuid not null,
      kind text not null check (kind in ('sibling', 'long_term', 'volume', 'retainer')),
      threshold smallint not null check (threshold between 0 and 999),
      bps integer not null check (bps between 0 and 10000),
      primary key (schedule_id, kind, threshold),
      foreign key (schedule_id, provider_id) references price_schedules (id, provider_id) on delete cascade
    );
    comment on column price_adjustments.bps is 'Basis points off the core fee; of a retainer: of the weekly price, while the place is kept and empty';
    insert into price_adjustments (schedule_id, provider_id, kind, threshold, bps)
      select id, provider_id, 'sibling', 2, sibling_discount_bps from price_schedules where sibling_discount_bps > 0;
    alter table price_schedules drop column sibling_discount_bps;

    create index placements_lot on placements (lot_id, provider_id) where lot_id is not null;

    create table uplift_requests (
      id uuid primary key default uuidv7(),
      admission_id uuid not null,
      provider_id uuid not null,
      schedule_id uuid not null references price_schedules,
      from_date date not null,
      method text not null check (method in ('percentage', 'lines')),
      asked_bps integer check (asked_bps between 1 and 10000),
      reason text not null,
      status text not null default 'submitted'
        check (status in ('submitted', 'withdrawn', 'accepted', 'accepted_in_part', 'refused')),
      submitted_by uuid references users,
      submitted_at timestamptz not null default now(),
      decided_at timestamptz,
      decided_by uuid references users,
      accepted_bps integer check (accepted_bps between 0 and 10000),
      accepted_from date,
      decision_reason text,
      accepted_schedule_id uuid references price_schedules,
      foreign key (admission_id, provider_id) references admissions (id, provider_id),
      unique (id, provider_id),
      check ((method = 'percentage') = (asked_bps is not null)),
      check ((status in ('accepted', 'accepted_in_part')) = (accepted_schedule_id is not null)),
      check ((status in ('accepted', 'accepted_in_part', 'refused')) = (decided_at is not null))
    );
    create unique index uplift_requests_one_open on uplift_requests (admission_id) where status = 'submitted';
    create index uplift_requests_provider on uplift_requests (provider_id);
    comment on column uplift_requests.schedule_id is 'The schedule whose prices it would raise';

    create table uplift_lines (
      request_id uuid not null,
      provider_id uuid not null,
      kind text not null check (kind in ('fee', 'add_on', 'hourly_rate')),
      code text not null,
      age_from smallint not null default 0,
      occupancy_from smallint not null default 1,
      asked_pence integer not null check (asked_pence > 0),
      accepted_pence integer check (accepted_pence > 0),
      primary key (request_id, kind, code, age_from, occupancy_from),
      foreign key (request_id, provider_id) references uplift_requests (id, provider_id) on delete cascade,
      check (kind = 'fee' or (age_from = 0 and occupancy_from = 1)),
      check ((kind = 'hourly_rate') = (code = ''))
    );
    comment on column uplift_lines.code is 'fee: a level; add_on: its code; hourly_rate: empty, there is one';

    create table monitoring_visits (
      authority_id uuid not null references organisations,
      id uuid not null default uuidv7(),
      provider_id uuid not null references organisations,
      service_id uuid references services,
      kind text not null check (kind in ('planned', 'unannounced')),
      status text not null default 'draft' check (status in ('planned', 'cancelled', 'draft', 'final')),
      revision integer not null default 1,
      visited_on date not null,
      visitors text not null,
      ratings jsonb not null default '{}',
      findings text not null default '',
      young_inspectors text not null default '',
      young_inspectors_rating text check (young_inspectors_rating in ('happy', 'mixed', 'unhappy')),
      overall text check (overall in ('good', 'some_concerns', 'serious_concerns')),
      created_by uuid references users,
      created_at timestamptz not null default now(),
      finalised_at timestamptz,
      cancelled_at timestamptz,
      cancel_reason text,
      primary key (authority_id, id),
      check (status <> 'final' or (overall is not null and finalised_at is not null)),
      check ((status = 'cancelled') = (cancelled_at is not null)),
      check ((cancelled_at is null) = (cancel_reason is null)),
      -- A provider may see what is planned: nothing is found yet.
      check (
        status not in ('planned', 'cancelled')
        or (overall is null and findings = '' and young_inspectors = '' and young_inspectors_rating is null and ratings = '{}')
      )
    );
    create index monitoring_visits_provider on monitoring_visits (provider_id);
    comment on column monitoring_visits.kind is 'planned: the provider is told beforehand; unannounced: it knows of nothing until the report is final';
    comment on column monitoring_visits.visited_on is 'While it is planned: the day it is planned for';
    comment on column monitoring_visits.ratings is 'Of each standard of the form: met, partly_met, not_met';

    create table monitoring_actions (
      authority_id uuid not null,
      id uuid not null default uuidv7(),
      visit_id uuid not null,
      provider_id uuid not null references organisations,
      action text not null,
      owner text not null,
      due_on date not null,
      provider_note text not null default '',
      reported_at timestamptz,
      closed_at timestamptz,
      closed_by uuid references users,
      primary key (authority_id, id),
      foreign key (authority_id, visit_id) references monitoring_visits (authority_id, id) on delete cascade
    );
    create index monitoring_actions_visit on monitoring_actions (authority_id, visit_id);
    create index monitoring_actions_provider on monitoring_actions (provider_id);
    comment on column monitoring_actions.reported_at is 'When the provider said that it is done; closed_at: when the authority agreed';

    create table provider_notifications (
      id uuid primary key default uuidv7(),
      provider_id uuid not null references organisations,
      service_id uuid,
      kind text not null check (kind in ('serious_incident', 'change_of_manager', 'restriction')),
      happened_at timestamptz not null,
      notified_at timestamptz not null default clock_timestamp(),
      within_hours smallint not null default 24 check (within_hours between 1 and 720),
      summary text not null check (length(summary) between 1 and 2000),
      notified_by uuid references users,
      foreign key (service_id, provider_id) references services (id, provider_id),
      check (happened_at <= notified_at)
    );
    create index provider_notifications_provider on provider_notifications (provider_id);
    comment on column provider_notifications.within_hours is 'The strictest of the provider''s systems when it notified: what is in time then stays in time';
    comment on table provider_notifications is 'What a provider must tell those who buy from it; nothing that identifies a child';
  `.execute(db);
}

import { type Kysely, sql } from 'kysely';
import {
  closeTables,
  createPolicies,
  IS_AUTHORITY,
  IS_SYSTEM,
  keepColumns,
  LED_LOTS,
  ledLot,
  ORGANISATION,
  own,
  type Policies,
  seen,
} from '../row-policies.ts';

const BOUGHT_LOTS = '(select current_lots())::uuid[]';
const ledAdmission = (column: string) =>
  `exists (select from admissions a where a.id = ${column} and a.lot_id = any (${LED_LOTS}))`;
const ledSchedule = seen(
  'price_schedules',
  `seen.id = schedule_id and seen.provider_id = price_schedule_decisions.provider_id and ${ledAdmission('seen.admission_id')}`,
);

/** Who reads and who writes admissions, prices and monitoring; a provider writes what is still a draft, the authority that leads decides on what was submitted. */
const POLICIES: Policies = {
  admissions: [
    { name: 'own_reads', on: 'select', using: own('provider_id') },
    { name: 'own_applies', on: 'insert', check: `provider_id = ${ORGANISATION} and status = 'pending'` },
    {
      name: 'own_applies_again',
      on: 'update',
      using: `provider_id = ${ORGANISATION} and status in ('pending', 'ended')`,
      check: `provider_id = ${ORGANISATION} and status in ('pending', 'ended')`,
    },
    { name: 'lead_reads', on: 'select', using: ledLot },
    { name: 'lead_decides', on: 'update', using: ledLot, check: ledLot },
    // Nobody is admitted, and so has their documents read, who did not ask.
    {
      name: 'lead_admits',
      on: 'insert',
      check: `lot_id = any (${LED_LOTS}) and ${seen(
        'lot_applications',
        `seen.lot_id = admissions.lot_id and seen.provider_id = admissions.provider_id and seen.status <> 'draft'`,
      )} or ${IS_SYSTEM}`,
    },
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
  // What was decided is not written over: a later review stands beside it.
  placement_reviews: [
    { name: 'own_reads', on: 'select', using: own('authority_id') },
    { name: 'own_reviews', on: 'insert', check: `authority_id = ${ORGANISATION} and ${IS_AUTHORITY}` },
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
      using: `provider_id = ${ORGANISATION} and status in ('draft', 'submitted', 'rejected')
        and drawn_up_by = 'provider' and approved_at is null`,
      check: `provider_id = ${ORGANISATION} and status in ('draft', 'submitted') and drawn_up_by = 'provider'`,
    },
    {
      name: 'own_discards',
      on: 'delete',
      using: `provider_id = ${ORGANISATION} and status = 'draft' and approved_at is null`,
    },
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
    // What waits, or was refused, is between the provider and the authority that leads: docs/decisions/0017.
    { name: 'lead_reads', on: 'select', using: `status <> 'draft' and ${ledAdmission('admission_id')}` },
    {
      name: 'also_reads',
      on: 'select',
      using: `status in ('approved', 'superseded') and ${seen('admissions', 'seen.id = admission_id')}`,
    },
  ],
  // What was decided is written once.
  price_schedule_decisions: [
    { name: 'own_reads', on: 'select', using: own('provider_id') },
    { name: 'lead_reads', on: 'select', using: ledSchedule },
    { name: 'lead_decides', on: 'insert', check: ledSchedule },
  ],
  ...Object.fromEntries(
    ['price_lines', 'price_add_ons', 'price_adjustments'].map((table) => {
      const written = `exists (
        select from price_schedules s where s.id = schedule_id and s.provider_id = ${table}.provider_id and (
          s.provider_id = ${ORGANISATION} and s.status in ('draft', 'rejected') and s.approved_at is null and s.drawn_up_by = 'provider'
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
    // A report that is finished stays as it is, and so does a visit that is called off.
    {
      name: 'own_writes',
      on: 'update',
      using: `authority_id = ${ORGANISATION} and status in ('planned', 'draft')`,
      check: `authority_id = ${ORGANISATION}`,
    },
    // Of a visit that is announced it reads when; of an unannounced one nothing before the report is final.
    {
      name: 'provider_reads',
      on: 'select',
      using: `provider_id = ${ORGANISATION} and (status = 'final' or status in ('planned', 'cancelled') and kind = 'planned')`,
    },
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
  for (const table of BEFORE)
    await sql.raw(`drop policy own on ${table}; drop policy also_reads on ${table}`).execute(db);
  await closeTables(
    db,
    Object.keys(POLICIES).filter((table) => !BEFORE.includes(table)),
  );
  await createPolicies(db, POLICIES);
  await keepColumns(db, { admissions: ['id', 'lot_id', 'provider_id'] });

  // What is to be done, by whom and until when is the authority's to say.
  await sql
    .raw(`
    create function refuse_change_of_action_by_provider() returns trigger language plpgsql as $$
    begin
      if (to_jsonb(new) - '{provider_note,reported_at}'::text[]) is distinct from (to_jsonb(old) - '{provider_note,reported_at}'::text[])
      then
        raise exception 'A provider changes nothing of an action but its own report' using errcode = 'restrict_violation';
      end if;
      return new;
    end
    $$;
    create trigger actions_stay before update on monitoring_actions
      for each row when (old.provider_id = current_organisation()) execute function refuse_change_of_action_by_provider();
  `)
    .execute(db);
}

import { type Kysely, sql } from 'kysely';
import {
  closeTables,
  createPolicies,
  IS_SYSTEM,
  keepColumns,
  LED_LOTS,
  ledLot,
  ORGANISATION,
  own,
  type Policies,
  seen,
} from '../row-policies.ts';

const ledApplication = `exists (select from lot_applications a where a.id = application_id and a.lot_id = any (${LED_LOTS}))`;

/** Rows of a system or of its lots: seen with it, written by the authority that leads it. */
const parts = (column: string, seenIn: string, led: string): Policies[string] => [
  { name: 'led', on: 'all', using: led, check: led },
  { name: 'also_reads', on: 'select', using: seen(seenIn, `seen.id = ${column}`) },
];
const LED_SYSTEM = `(system_id = any ((select led_systems())::uuid[]) or ${IS_SYSTEM})`;
const partsOfSystem = parts('system_id', 'purchasing_systems', LED_SYSTEM);
const partsOfLot = parts('lot_id', 'lots', ledLot);

/** Who reads and who writes what a purchasing system asks and what providers answer. */
const POLICIES: Policies = {
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
    // Of one that was withdrawn they may never have been submitted.
    {
      name: 'lead_reads',
      on: 'select',
      using: seen('lot_applications', `seen.id = application_id and seen.status not in ('draft', 'withdrawn')`),
    },
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
};

export async function up(db: Kysely<unknown>): Promise<void> {
  await closeTables(db, Object.keys(POLICIES));
  await createPolicies(db, POLICIES);
  await keepColumns(db, {
    purchasing_system_invitations: ['system_id', 'authority_id', 'lead_authority_id', 'invited_at', 'invited_by'],
    lot_applications: ['id', 'lot_id', 'provider_id', 'created_at'],
  });

  // An authority answers once; asked again, it has another row.
  await sql
    .raw(`
    create function refuse_second_answer() returns trigger language plpgsql as $$
    begin
      raise exception 'An invitation is answered once' using errcode = 'restrict_violation';
    end
    $$;
    create trigger answers_stay before update on purchasing_system_invitations
      for each row when (old.answer is not null) execute function refuse_second_answer();
  `)
    .execute(db);

  // An authority that is asked to join sees the draft; it becomes a member by its own hand.
  await sql
    .raw(`
    create policy invited_reads on purchasing_systems for select using (id = any ((select invited_systems())::uuid[]));
    drop policy own on purchasing_system_members;
    create policy system on purchasing_system_members using (${IS_SYSTEM}) with check (${IS_SYSTEM});
    create policy lead_joins on purchasing_system_members for insert
      with check (authority_id = ${ORGANISATION} and system_id = any ((select led_systems())::uuid[]));
    create policy lead_removes on purchasing_system_members for delete
      using (authority_id <> ${ORGANISATION} and system_id = any ((select led_systems())::uuid[]));
    create policy invited_joins on purchasing_system_members for insert
      with check (authority_id = ${ORGANISATION} and system_id = any ((select invited_systems())::uuid[]));
  `)
    .execute(db);
}

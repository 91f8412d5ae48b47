// Which rows of each table an organisation may see, written apart from the policies: SQL over the owner's view of it, $1 the organisation.

const BOUGHT_LOTS = `select l.id from lots l join purchasing_system_members m on m.system_id = l.system_id where m.authority_id = $1`;
const LED_LOTS = `select l.id from lots l join purchasing_systems s on s.id = l.system_id where s.lead_authority_id = $1`;
const isAuthority = `(select kind from organisations where id = $1) = 'authority'`;
const ownAnd = (column: string, rule?: string) => (rule ? `${column} = $1 or (${rule})` : `${column} = $1`);
const statementIsPublic = `exists (select from market_position_statements s where s.id = statement_id and s.status <> 'draft')`;

/** A draft is its lead's, and that of authorities which are asked to join and have not declined. */
const SYSTEMS = `select s.id from purchasing_systems s where s.status <> 'draft' or s.lead_authority_id = $1
  or s.id in (select system_id from purchasing_system_invitations where authority_id = $1 and answer is distinct from 'declined')`;
const ofSystem = `system_id in (${SYSTEMS})`;
const ofLot = `lot_id in (select id from lots where ${ofSystem})`;

const LED_ADMISSIONS = `select id from admissions where lot_id in (${LED_LOTS})`;
const ADMISSIONS = `select id from admissions where provider_id = $1 or lot_id in (${BOUGHT_LOTS}) or lot_id in (${LED_LOTS})`;
const SCHEDULES = `select id from price_schedules where provider_id = $1
  or (status in ('approved', 'superseded') and admission_id in (${ADMISSIONS}))
  or (status <> 'draft' and admission_id in (${LED_ADMISSIONS}))`;
const APPLICATIONS_TO_LEAD = `select id from lot_applications where status <> 'draft' and lot_id in (${LED_LOTS})`;
const LED_PROVIDERS = `select provider_id from admissions where lot_id in (${LED_LOTS})
  union select provider_id from lot_applications where id in (${APPLICATIONS_TO_LEAD})`;
const PROVIDER_DOCUMENTS = `select file_id from provider_documents where provider_id = $1 or provider_id in (${LED_PROVIDERS})`;
const FELLOWS = `select fellow.authority_id from purchasing_system_members own
  join purchasing_system_members fellow on fellow.system_id = own.system_id where own.authority_id = $1`;
const VISITS = `authority_id = $1 or (provider_id = $1 and kind = 'planned' and status in ('planned', 'cancelled'))
  or status = 'final' and (provider_id = $1 or (${isAuthority} and authority_id in (${FELLOWS})))`;

export const VISIBLE: Record<string, string> = {
  service_addresses: ownAnd('provider_id'),
  vacancies: ownAnd('provider_id', `${isAuthority} and status <> 'draft'`),
  vacancy_spot_fees: ownAnd('provider_id', isAuthority),
  admissions: `id in (${ADMISSIONS})`,
  admission_changes: ownAnd('provider_id', `admission_id in (${LED_ADMISSIONS})`),
  admission_holds: `admission_id in (${ADMISSIONS})`,
  placement_reviews: ownAnd('authority_id'),
  price_schedules: `id in (${SCHEDULES})`,
  price_schedule_decisions: ownAnd(
    'provider_id',
    `schedule_id in (select id from price_schedules where status <> 'draft' and admission_id in (${LED_ADMISSIONS}))`,
  ),
  price_lines: `schedule_id in (${SCHEDULES})`,
  price_add_ons: `schedule_id in (${SCHEDULES})`,
  price_adjustments: `schedule_id in (${SCHEDULES})`,
  uplift_requests: ownAnd('provider_id', `admission_id in (${LED_ADMISSIONS})`),
  uplift_lines: ownAnd(
    'provider_id',
    `request_id in (select id from uplift_requests where admission_id in (${LED_ADMISSIONS}))`,
  ),
  placements: ownAnd('authority_id'),
  placement_fees: ownAnd('authority_id'),
  budgets: ownAnd('authority_id'),
  reported_activity: ownAnd('authority_id'),
  published_figures: ownAnd('authority_id'),
  market_position_statements: ownAnd('authority_id', `status <> 'draft'`),
  commissioning_intentions: ownAnd('authority_id', statementIsPublic),
  procurement_milestones: ownAnd('authority_id', statementIsPublic),
  statement_figures: ownAnd('authority_id', statementIsPublic),
  purchasing_systems: `id in (${SYSTEMS})`,
  purchasing_system_invitations: `authority_id = $1 or lead_authority_id = $1`,
  purchasing_system_members: ofSystem,
  purchasing_system_extensions: ofSystem,
  purchasing_system_documents: ofSystem,
  application_rounds: ofSystem,
  required_documents: ofSystem,
  selection_questions: ofSystem,
  lots: ofSystem,
  lot_levels: ofLot,
  lot_price_points: ofLot,
  lot_add_ons: ofLot,
  lot_adjustments: ofLot,
  library_questions: 'authority_id is null or authority_id = $1',
  files: ownAnd(
    'organisation_id',
    `id in (select file_id from purchasing_system_documents where removed_at is null and ${ofSystem}) or id in (${PROVIDER_DOCUMENTS})`,
  ),
  provider_documents: `file_id in (${PROVIDER_DOCUMENTS})`,
  profile_answers: ownAnd('provider_id'),
  lot_applications: ownAnd('provider_id', `id in (${APPLICATIONS_TO_LEAD})`),
  application_answers: ownAnd('provider_id', `application_id in (${APPLICATIONS_TO_LEAD} and status <> 'withdrawn')`),
  application_clarifications: ownAnd('provider_id', `application_id in (${APPLICATIONS_TO_LEAD})`),
  application_evaluators: ownAnd('authority_id'),
  application_scores: ownAnd('authority_id'),
  application_moderations: ownAnd(
    'authority_id',
    'application_id in (select id from lot_applications where provider_id = $1 and decided_at is not null)',
  ),
  monitoring_visits: VISITS,
  monitoring_actions: `visit_id in (select id from monitoring_visits where ${VISITS})`,
  provider_notifications: ownAnd(
    'provider_id',
    `provider_id in (select provider_id from admissions where lot_id in (${BOUGHT_LOTS}) and status in ('active', 'suspended')
        and lot_id in (select l.id from lots l join purchasing_systems s on s.id = l.system_id and s.status in ('open', 'closed') and s.ends_on > current_date))
      or provider_id in (select provider_id from admissions where lot_id in (${BOUGHT_LOTS}) and status in ('active', 'suspended')
        and provider_id in (select provider_id from placements where authority_id = $1 and (ended_on is null or ended_on > current_date)))`,
  ),
  form_submissions: ownAnd('organisation_id'),
  api_tokens: ownAnd('organisation_id'),
  members: ownAnd('organisation_id'),
  invitations: ownAnd('organisation_id'),
  organisation_applications: `(select kind from organisations where id = $1) = 'operator'`,
  audit_events: ownAnd('organisation_id'),
  audit_heads: ownAnd('organisation_id'),
  users: `id in (select user_id from members where organisation_id = $1)`,
};

const PUBLIC_SYSTEMS = `select id from purchasing_systems where status <> 'draft'`;
const ofPublicSystem = `system_id in (${PUBLIC_SYSTEMS})`;
const ofPublicLot = `lot_id in (select id from lots where ${ofPublicSystem})`;

/** Of those tables, what anyone sees who is not signed in; of the others nothing. */
export const OPEN: Record<string, string> = {
  market_position_statements: `status <> 'draft'`,
  commissioning_intentions: statementIsPublic,
  procurement_milestones: statementIsPublic,
  statement_figures: statementIsPublic,
  purchasing_systems: `status <> 'draft'`,
  purchasing_system_members: ofPublicSystem,
  purchasing_system_extensions: ofPublicSystem,
  purchasing_system_documents: ofPublicSystem,
  application_rounds: ofPublicSystem,
  required_documents: ofPublicSystem,
  selection_questions: ofPublicSystem,
  lots: ofPublicSystem,
  lot_levels: ofPublicLot,
  lot_price_points: ofPublicLot,
  lot_add_ons: ofPublicLot,
  lot_adjustments: ofPublicLot,
  library_questions: 'authority_id is null',
  files: `id in (select file_id from purchasing_system_documents where removed_at is null and ${ofPublicSystem})`,
};

/** What anyone may read. */
export const PUBLIC = [
  'bank_holidays',
  'judgements',
  'local_authority_areas',
  'organisations',
  'outward_codes',
  'services',
];

/** What the application's role cannot read at all. */
export const CLOSED = [
  ...['accounts', 'sessions', 'verifications', 'two_factors', 'two_factor_uses', 'sign_in_attempts', 'emails'],
  ...['kysely_migration', 'kysely_migration_lock'],
];

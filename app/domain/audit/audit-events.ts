/** Every event that is recorded, in words that follow a person's name. An event that is not here does not compile where it is recorded. */
const EVENT_LABELS = {
  'account.email_changed': 'Changed their e-mail address',
  'account.password_changed': 'Changed their password',
  'account.password_reset': 'Chose a new password by e-mail',
  'account.recovery_codes_renewed': 'Made new recovery codes',
  'account.second_factor_disabled': 'Turned the second factor off',
  'account.second_factor_enabled': 'Turned the second factor on',
  'account.sessions_ended': 'Signed out elsewhere',
  'admission.admitted': 'Admitted a provider to a lot',
  'admission.ended': 'Ended an admission',
  'admission.hold_lifted': 'Lifted a hold on new referrals',
  'admission.hold_placed': 'Placed a hold on new referrals',
  'admission.reinstated': 'Reinstated an admission',
  'admission.suspended': 'Suspended an admission',
  'admission.tier_changed': 'Changed the tier of an admission',
  'api_token.created': 'Made an API token',
  'api_token.revoked': 'Revoked an API token',
  'audit.exported': 'Exported the audit',
  'invitation.withdrawn': 'Withdrew an invitation',
  'library_question.created': 'Added a question to the library',
  'library_question.edited': 'Changed a question of the library',
  'library_question.retired': 'Retired a question of the library',
  'lot.ceilings_saved': 'Changed the price ceilings of a lot',
  'lot.created': 'Added a lot',
  'lot.price_model_saved': 'Changed the price model of a lot',
  'lot.removed': 'Removed a lot',
  'lot.saved': 'Changed a lot',
  'lot_application.assigned': 'Assigned an evaluator',
  'lot_application.clarification_answered': 'Answered a clarification',
  'lot_application.clarification_asked': 'Asked for a clarification',
  'lot_application.conflict_declared': 'Declared their interests',
  'lot_application.created': 'Began an application to a lot',
  'lot_application.decided': 'Decided an application to a lot',
  'lot_application.extended': 'Extended the time for an application',
  'lot_application.moderated': 'Moderated scores',
  'lot_application.reopened': 'Reopened an application to a lot',
  'lot_application.saved': 'Saved an application to a lot',
  'lot_application.scored': 'Finished scoring an application',
  'lot_application.submitted': 'Submitted an application to a lot',
  'lot_application.unassigned': 'Removed an evaluator',
  'lot_application.withdrawn': 'Withdrew an application to a lot',
  'market_position_statement.created': 'Began a market position statement',
  'market_position_statement.published': 'Published a market position statement',
  'market_position_statement.saved': 'Saved a market position statement',
  'member.deactivated': 'Deactivated a member',
  'member.invited': 'Invited somebody',
  'member.joined': 'Joined the organisation',
  'member.reactivated': 'Reactivated a member',
  'member.roles_changed': 'Changed a member’s roles',
  'monitoring_action.closed': 'Closed a monitoring action',
  'monitoring_action.created': 'Set a monitoring action',
  'monitoring_action.reported': 'Reported on a monitoring action',
  'monitoring_visit.cancelled': 'Called off a monitoring visit',
  'monitoring_visit.created': 'Recorded a monitoring visit',
  'monitoring_visit.finalised': 'Finished the report of a monitoring visit',
  'monitoring_visit.planned': 'Planned a monitoring visit',
  'monitoring_visit.saved': 'Changed the report of a monitoring visit',
  'organisation.admitted': 'Admitted an organisation',
  'organisation.application_refused': 'Refused an application',
  'organisation.two_factor_made_optional': 'Made the second factor optional',
  'organisation.two_factor_required': 'Required the second factor',
  'placement_review.recorded': 'Recorded the review of a placement',
  'price_schedule.approved': 'Approved a price schedule',
  'price_schedule.created': 'Began a price schedule',
  'price_schedule.discarded': 'Discarded a draft price schedule',
  'price_schedule.recalled': 'Took a price schedule back',
  'price_schedule.rejected': 'Rejected a price schedule',
  'price_schedule.saved': 'Saved a price schedule',
  'price_schedule.submitted': 'Submitted a price schedule',
  'profile.answered': 'Changed answers of the provider profile',
  'provider_document.removed': 'Removed a document',
  'provider_document.replaced': 'Replaced a document',
  'provider_document.uploaded': 'Added a document',
  'provider_notification.sent': 'Notified authorities',
  'purchasing_system.closed': 'Closed a purchasing system to new applicants',
  'purchasing_system.created': 'Began a purchasing system',
  'purchasing_system.document_added': 'Added a document to a purchasing system',
  'purchasing_system.document_removed': 'Removed a document from a purchasing system',
  'purchasing_system.ended': 'Ended a purchasing system',
  'purchasing_system.extended': 'Extended a purchasing system',
  'purchasing_system.invitation_accepted': 'Accepted to join a purchasing system',
  'purchasing_system.invitation_declined': 'Declined to join a purchasing system',
  'purchasing_system.invitation_withdrawn': 'Withdrew an invitation to a purchasing system',
  'purchasing_system.member_invited': 'Asked an authority to join a purchasing system',
  'purchasing_system.member_removed': 'Removed an authority from a purchasing system',
  'purchasing_system.opened': 'Opened a purchasing system',
  'purchasing_system.published': 'Published a purchasing system',
  'purchasing_system.questions_saved': 'Changed the selection questions',
  'purchasing_system.rounds_saved': 'Changed the application rounds',
  'purchasing_system.saved': 'Changed a purchasing system',
  'service.registration_changed': 'Followed Ofsted in a service’s registration',
  'uplift.accepted': 'Accepted an uplift',
  'uplift.asked': 'Asked for an uplift',
  'uplift.refused': 'Refused an uplift',
  'uplift.withdrawn': 'Withdrew an uplift',
  'vacancy.confirmed': 'Confirmed a vacancy',
  'vacancy.created': 'Drafted a vacancy',
  'vacancy.edited': 'Changed a vacancy',
  'vacancy.published': 'Published a vacancy',
  'vacancy.withdrawn': 'Withdrew a vacancy',
} as const;

/** subject.verb, as `vacancy.published`. */
export type AuditEventName = keyof typeof EVENT_LABELS;

type SubjectName = AuditEventName extends `${infer Name}.${string}` ? Name : never;

/** The first half of events' names: the noun for one, and the name of them all in a list to choose from. */
const SUBJECTS: Record<SubjectName, { noun: string; all: string }> = {
  account: { noun: 'Account', all: 'People’s accounts' },
  admission: { noun: 'Admission', all: 'Admissions to lots' },
  api_token: { noun: 'API token', all: 'API tokens' },
  audit: { noun: 'Audit', all: 'The audit itself' },
  invitation: { noun: 'Invitation', all: 'Invitations' },
  library_question: { noun: 'Question', all: 'The question library' },
  lot: { noun: 'Lot', all: 'Lots' },
  lot_application: { noun: 'Application', all: 'Applications to lots' },
  market_position_statement: { noun: 'Statement', all: 'Market position statements' },
  member: { noun: 'Member', all: 'Members' },
  monitoring_action: { noun: 'Action', all: 'Monitoring actions' },
  monitoring_visit: { noun: 'Visit', all: 'Monitoring visits' },
  organisation: { noun: 'Organisation', all: 'Organisations' },
  placement_review: { noun: 'Review of a placement', all: 'Reviews of placements' },
  price_schedule: { noun: 'Price schedule', all: 'Price schedules' },
  profile: { noun: 'Profile', all: 'The provider profile' },
  provider_document: { noun: 'Document', all: 'Documents' },
  provider_notification: { noun: 'Notification', all: 'Notifications' },
  purchasing_system: { noun: 'Purchasing system', all: 'Purchasing systems' },
  service: { noun: 'Service', all: 'Services' },
  uplift: { noun: 'Uplift', all: 'Uplifts' },
  vacancy: { noun: 'Vacancy', all: 'Vacancies' },
};

const member = (id: string) => `/organisation/members/${id}`;

/** Where the page is of what an event is about: by the event, else by the first half of its name. */
const PAGES: Record<string, ((id: string) => string) | null> = {
  account: member,
  market_position_statement: (id) => `/market-position-statements/${id}`,
  member,
  // About the invitation.
  'member.invited': null,
  'organisation.application_refused': (id) => `/applications/${id}`,
  vacancy: (id) => `/vacancies/${id}`,
  admission: (id) => `/admissions/${id}`,
  lot_application: (id) => `/lot-applications/${id}`,
  monitoring_visit: (id) => `/monitoring-visits/${id}`,
  price_schedule: (id) => `/price-schedules/${id}`,
  purchasing_system: (id) => `/purchasing-systems/${id}`,
  service: (id) => `/services/${id}`,
  uplift: (id) => `/uplifts/${id}`,
  provider_notification: (id) => `/notifications/${id}`,
};

/** The person of the portal's own events, in a list to choose from. */
export const THE_PORTAL = 'portal';

/** What events can be about, for a list to choose from. */
export const EVENT_SUBJECTS = Object.entries(SUBJECTS)
  .map(([value, { all }]) => ({ value, label: all }))
  .toSorted((a, b) => a.label.localeCompare(b.label, 'en-GB'));

/** The event in words; its raw name where it is one of another release. */
export const eventLabel = (event: string): string => own(EVENT_LABELS, event) ?? event;

/** What the event is about: the noun, and where its page is. */
export function eventSubject(event: string, subjectId: string): { noun: string; address: string | null } {
  const [name = ''] = event.split('.');
  const page = Object.hasOwn(PAGES, event) ? PAGES[event] : own(PAGES, name);
  return { noun: own(SUBJECTS, name)?.noun ?? name.replaceAll('_', ' '), address: page?.(subjectId) ?? null };
}

const own = <Value>(values: Record<string, Value>, name: string): Value | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined;

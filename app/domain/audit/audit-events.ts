/** Every event that is recorded, in words that follow a person's name. An event that is not here does not compile where it is recorded. */
const EVENT_LABELS = {
  'account.email_changed': 'Changed their e-mail address',
  'account.password_changed': 'Changed their password',
  'account.password_reset': 'Chose a new password by e-mail',
  'account.recovery_codes_renewed': 'Made new recovery codes',
  'account.second_factor_disabled': 'Turned the second factor off',
  'account.second_factor_enabled': 'Turned the second factor on',
  'account.sessions_ended': 'Signed out elsewhere',
  'api_token.created': 'Made an API token',
  'api_token.revoked': 'Revoked an API token',
  'audit.exported': 'Exported the audit',
  'invitation.withdrawn': 'Withdrew an invitation',
  'market_position_statement.created': 'Began a market position statement',
  'market_position_statement.published': 'Published a market position statement',
  'market_position_statement.saved': 'Saved a market position statement',
  'member.deactivated': 'Deactivated a member',
  'member.invited': 'Invited somebody',
  'member.joined': 'Joined the organisation',
  'member.reactivated': 'Reactivated a member',
  'member.roles_changed': 'Changed a member’s roles',
  'organisation.admitted': 'Admitted an organisation',
  'organisation.application_refused': 'Refused an application',
  'organisation.two_factor_made_optional': 'Made the second factor optional',
  'organisation.two_factor_required': 'Required the second factor',
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
  api_token: { noun: 'API token', all: 'API tokens' },
  audit: { noun: 'Audit', all: 'The audit itself' },
  invitation: { noun: 'Invitation', all: 'Invitations' },
  market_position_statement: { noun: 'Statement', all: 'Market position statements' },
  member: { noun: 'Member', all: 'Members' },
  organisation: { noun: 'Organisation', all: 'Organisations' },
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

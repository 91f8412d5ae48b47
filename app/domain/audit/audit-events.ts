/** Every event that is recorded, in words that follow a person's name. An event that is not here does not compile where it is recorded. */
const EVENT_LABELS = {
  'audit.exported': 'Exported the audit',
  'market_position_statement.created': 'Began a market position statement',
  'market_position_statement.published': 'Published a market position statement',
  'market_position_statement.saved': 'Saved a market position statement',
  'vacancy.confirmed': 'Confirmed a vacancy',
  'vacancy.created': 'Drafted a vacancy',
  'vacancy.edited': 'Changed a vacancy',
  'vacancy.published': 'Published a vacancy',
  'vacancy.withdrawn': 'Withdrew a vacancy',
} as const;

/** subject.verb, as `vacancy.published`. */
export type AuditEventName = keyof typeof EVENT_LABELS;

/** The first half of an event's name: the noun for one, the name of them all in a list to choose from, and where one has a page. */
interface Subject {
  noun: string;
  all: string;
  address?: (id: string) => string;
}

type SubjectName = AuditEventName extends `${infer Name}.${string}` ? Name : never;

const SUBJECTS: Record<SubjectName, Subject> = {
  audit: { noun: 'Audit', all: 'The audit itself' },
  market_position_statement: {
    noun: 'Statement',
    all: 'Market position statements',
    address: (id) => `/market-position-statements/${id}`,
  },
  vacancy: { noun: 'Vacancy', all: 'Vacancies', address: (id) => `/vacancies/${id}` },
};

/** The person of the portal's own events, in a list to choose from. */
export const THE_PORTAL = 'portal';

/** What events can be about, for a list to choose from. */
export const EVENT_SUBJECTS = Object.entries(SUBJECTS).map(([value, { all }]) => ({ value, label: all }));

/** The event in words; its raw name where it is one of another release. */
export function eventLabel(event: string): string {
  return Object.hasOwn(EVENT_LABELS, event) ? EVENT_LABELS[event as AuditEventName] : event;
}

/** What the event is about: the noun, and where its page is. */
export function eventSubject(event: string, subjectId: string): { noun: string; address: string | null } {
  const [name = ''] = event.split('.');
  const subject = Object.hasOwn(SUBJECTS, name) ? SUBJECTS[name as SubjectName] : undefined;
  return { noun: subject?.noun ?? name.replaceAll('_', ' '), address: subject?.address?.(subjectId) ?? null };
}

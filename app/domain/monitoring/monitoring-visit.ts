/**
 * What a visit looks at: the Quality Standards of the Children's Homes (England) Regulations 2015, regulations 6 to 14, in their order.
 * Fostering and supported accommodation have standards of their own; the headings serve for visits to them as well.
 */
export const STANDARDS = [
  { code: 'quality', label: 'Quality and purpose of care' },
  { code: 'views', label: 'Children’s views, wishes and feelings' },
  { code: 'education', label: 'Education' },
  { code: 'enjoyment', label: 'Enjoyment and achievement' },
  { code: 'health', label: 'Health and wellbeing' },
  { code: 'relationships', label: 'Positive relationships' },
  { code: 'protection', label: 'Protection of children' },
  { code: 'leadership', label: 'Leadership and management' },
  { code: 'planning', label: 'Care planning' },
] as const;

export type StandardCode = (typeof STANDARDS)[number]['code'];

export const RATING_CODES = ['met', 'partly_met', 'not_met'] as const;
export type Rating = (typeof RATING_CODES)[number];

export const RATING_LABELS: Record<Rating, string> = { met: 'Met', partly_met: 'Partly met', not_met: 'Not met' };

/** A standard that is not there was not looked at. */
export type Ratings = Partial<Record<StandardCode, Rating>>;

export const VISIT_KINDS = ['planned', 'unannounced'] as const;
export type VisitKind = (typeof VISIT_KINDS)[number];

export const VISIT_KIND_LABELS: Record<VisitKind, string> = { planned: 'Announced', unannounced: 'Unannounced' };

export const OVERALL_CODES = ['good', 'some_concerns', 'serious_concerns'] as const;
export type Overall = (typeof OVERALL_CODES)[number];

export const OVERALL_LABELS: Record<Overall, string> = {
  good: 'Good',
  some_concerns: 'Some concerns',
  serious_concerns: 'Serious concerns',
};

export const FEELING_CODES = ['happy', 'mixed', 'unhappy'] as const;
export type Feeling = (typeof FEELING_CODES)[number];

export const FEELING_LABELS: Record<Feeling, string> = { happy: 'Happy', mixed: 'Mixed', unhappy: 'Unhappy' };

/** planned: for a day to come; draft: carried out, its report begun. */
export type VisitStatus = 'planned' | 'cancelled' | 'draft' | 'final';

/** Of an unannounced visit the provider learns nothing before its report is final. */
export const isAnnounced = ({ kind }: { kind: VisitKind }): boolean => kind === 'planned';

/** What a provider is asked to do. */
export interface PlannedAction {
  action: string;
  owner: string;
  /** ISO date. */
  dueOn: string;
}

/** What the report of a visit says. */
export interface VisitReport {
  serviceId: string | null;
  kind: VisitKind;
  /** ISO date. */
  visitedOn: string;
  visitors: string;
  ratings: Ratings;
  findings: string;
  youngInspectors: string;
  youngInspectorsRating: Feeling | null;
  overall: Overall | null;
  actions: PlannedAction[];
}

/** What a report must still say before it is finished, in words that follow "Add". */
export function missingParts(report: Pick<VisitReport, 'ratings' | 'findings' | 'overall'>): string[] {
  return [
    ...(Object.keys(report.ratings).length === 0 ? ['a rating of one standard or more'] : []),
    ...(report.findings === '' ? ['what you found'] : []),
    ...(report.overall === null ? ['how it was overall'] : []),
  ];
}

export interface ActionProgress {
  dueOn: string;
  reportedAt: Date | null;
  closedAt: Date | null;
}

export type ActionStatus = 'closed' | 'reported' | 'overdue' | 'open';

export const ACTION_STATUS_LABELS: Record<ActionStatus, string> = {
  closed: 'Closed',
  reported: 'Reported done',
  overdue: 'Overdue',
  open: 'Open',
};

/** Where an action stands on a day, ISO; it is due to the end of its day. What was reported done waits for the authority. */
export function actionStatus({ dueOn, reportedAt, closedAt }: ActionProgress, today: string): ActionStatus {
  if (closedAt) return 'closed';
  if (reportedAt) return 'reported';
  return dueOn < today ? 'overdue' : 'open';
}

import { z } from 'zod';
import { toThreeFields } from '../../lib/dates.ts';
import { formKey, line, optionalParagraphs, paragraphs, threeFieldDate } from '../../lib/form-fields.ts';
import {
  FEELING_CODES,
  OVERALL_CODES,
  RATING_CODES,
  type Ratings,
  STANDARDS,
  type StandardCode,
  VISIT_KINDS,
  type VisitReport,
} from './monitoring-visit.ts';

const MOST_ROWS = 20;
const MOST_TEXT = 10_000;

/** The lists of the form that people add rows to. */
export const VISIT_LISTS = ['actions'] as const;

const ActionRow = z.object({
  action: paragraphs('The action', 'Enter what has to be done', 600),
  owner: line('Who does it', 'Enter who does it', 120),
  dueOn: threeFieldDate('The date it is due', 'Enter the date it is due'),
});

const rating = z.enum(RATING_CODES, { error: 'Choose a rating from the list' }).optional();
const RatingFields = z.object(
  Object.fromEntries(STANDARDS.map(({ code }) => [code, rating])) as Record<StandardCode, typeof rating>,
);

/** Those that were looked at. */
const rated = (ratings: Partial<Record<StandardCode, string | undefined>> = {}): Ratings =>
  Object.fromEntries(Object.entries(ratings).filter(([, rating]) => rating !== undefined));

const serviceId = z
  .uuid('Choose the service from the list')
  .optional()
  .transform((id) => id ?? null);

const content = {
  serviceId,
  kind: z.enum(VISIT_KINDS, { error: 'Choose whether the visit was announced or unannounced' }),
  visitedOn: threeFieldDate('The date of the visit', 'Enter the date of the visit'),
  visitors: line('Who visited', 'Enter who visited', 300),
  ratings: RatingFields.optional().transform(rated),
  findings: optionalParagraphs('What you found', MOST_TEXT),
  youngInspectors: optionalParagraphs('What the young inspectors saw and said', MOST_TEXT),
  youngInspectorsRating: z
    .enum(FEELING_CODES, { error: 'Choose how they felt from the list' })
    .optional()
    .transform((feeling) => feeling ?? null),
  overall: z
    .enum(OVERALL_CODES, { error: 'Choose how it was overall from the list' })
    .optional()
    .transform((overall) => overall ?? null),
  actions: z.array(ActionRow).max(MOST_ROWS, `Enter at most ${MOST_ROWS} actions`),
};

const revision = z.coerce.number().int().min(1).max(2_147_483_647).catch(0);

interface Dated {
  visitedOn: string;
  actions: { dueOn: string }[];
}

/** A visit lies behind, what is to be done after it; `today` is an ISO date. */
const datesMakeSense = (today: string) => (visit: Dated, context: z.RefinementCtx) => {
  const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
  if (visit.visitedOn > today) refuse(['visitedOn'], 'The date of the visit must be today or earlier');
  visit.actions.forEach(({ dueOn }, index) => {
    if (dueOn < visit.visitedOn) refuse(['actions', index, 'dueOn'], 'The date it is due must not be before the visit');
  });
};

export const newVisitSchema = (today: string) =>
  z.object({ key: formKey, ...content }).superRefine(datesMakeSense(today));
export type NewVisitInput = z.output<ReturnType<typeof newVisitSchema>>;

/** `revision` is the one that the form was filled from: 0, which no visit has, where it is not a number. */
export const editedVisitSchema = (today: string) =>
  z.object({ revision, ...content }).superRefine(datesMakeSense(today));
export type EditedVisitInput = z.output<ReturnType<typeof editedVisitSchema>>;

/** A visit to come; `today` is an ISO date. */
export const plannedVisitSchema = (today: string) =>
  z.object({
    key: formKey,
    serviceId,
    kind: z.enum(VISIT_KINDS, { error: 'Choose whether the provider is told beforehand' }),
    visitedOn: threeFieldDate('The date of the visit', 'Enter the date of the visit').refine(
      (day) => day >= today,
      'The date of the visit must be today or later',
    ),
    visitors: line('Who visits', 'Enter who visits', 300),
  });
export type PlannedVisitInput = z.output<ReturnType<typeof plannedVisitSchema>>;
export type PlannedVisitFields = Omit<z.input<ReturnType<typeof plannedVisitSchema>>, 'key'>;

export const Cancellation = z.object({ reason: paragraphs('The reason', 'Enter why the visit is called off', 2_000) });

export const Finalisation = z.object({ revision });

export const ActionReport = z.object({
  intent: z.literal('report'),
  note: paragraphs('What was done', 'Enter what was done', 2_000),
});

const ActionClosure = z.object({ intent: z.literal('close') });

export const ActionChange = z.discriminatedUnion('intent', [ActionReport, ActionClosure], {
  error: 'Choose what to do',
});

/** What either form shows, as typed. */
export type VisitFields = Omit<z.input<ReturnType<typeof newVisitSchema>>, 'key'> & { revision?: string };

/** A stored report as its form shows it. */
export function toVisitFields(visit: VisitReport & { revision: number }): VisitFields {
  const { serviceId, kind, visitors, ratings, findings, youngInspectors } = visit;
  return {
    revision: String(visit.revision),
    ...(serviceId && { serviceId }),
    kind,
    visitedOn: toThreeFields(visit.visitedOn),
    visitors,
    ratings,
    findings,
    youngInspectors,
    ...(visit.youngInspectorsRating && { youngInspectorsRating: visit.youngInspectorsRating }),
    ...(visit.overall && { overall: visit.overall }),
    actions: visit.actions.map(({ action, owner, dueOn }) => ({ action, owner, dueOn: toThreeFields(dueOn) })),
  };
}

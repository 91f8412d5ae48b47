import { z } from 'zod';
import { addDays, toThreeFields } from '../../lib/dates.ts';
import {
  formKey,
  line,
  optionalParagraphs,
  optionalThreeFieldDate,
  paragraphs,
  revisionField,
  threeFieldDate,
  wholeNumber,
} from '../../lib/form-fields.ts';
import { REGIMES, REGIMES_OF, SYSTEM_KINDS, TAKES_APPLICATIONS } from './purchasing-system.ts';

const MOST_TEXT = 4_000;

/** Working days: Public Contracts Regulations 2015, reg 34(11) and (12); light-touch systems may set their own. */
export const USUAL_DAYS = {
  evaluationDays: '10',
  extendedEvaluationDays: '15',
  clarificationDays: '5',
  notifyWithinHours: '24',
} as const;

const workingDays = (name: string, most: number) =>
  wholeNumber({ name, missing: 'Enter a number of working days', least: 1, most });

const words = {
  title: line('The title', 'Enter a title', 160),
  summary: paragraphs('The summary', 'Enter a summary', 1_000),
  reviewStartsOn: optionalThreeFieldDate('The date the review starts'),
  notifyWithinHours: wholeNumber({ name: 'Hours to notify', missing: 'Enter a number of hours', least: 1, most: 720 }),
};

const howToJoin = optionalParagraphs('How to join', MOST_TEXT);

/** What providers are told before they apply. Days as people say them: the last day, included. Stored half-open: the day after. */
const terms = {
  takesApplications: z.enum(TAKES_APPLICATIONS, { error: 'Choose when it takes applications' }),
  evaluationDays: workingDays('Working days to decide', 60),
  extendedEvaluationDays: workingDays('Working days with a reason', 90),
  clarificationDays: workingDays('Working days to answer', 30),
  kind: z.enum(SYSTEM_KINDS, { error: 'Choose what kind it is' }),
  regime: z.enum(REGIMES, { error: 'Choose the law it is let under' }),
  startsOn: threeFieldDate('The first day', 'Enter the first day'),
  lastDay: threeFieldDate('The last day', 'Enter the last day'),
  extendableToDay: optionalThreeFieldDate('The latest last day'),
};

type Issues = z.core.$RefinementCtx;

function checkDays(days: { evaluationDays: number; extendedEvaluationDays: number }, context: Issues): void {
  if (days.extendedEvaluationDays < days.evaluationDays)
    refuse(context, 'extendedEvaluationDays', 'Working days with a reason must be as many as without, or more');
}

interface Terms {
  kind: (typeof SYSTEM_KINDS)[number];
  regime: (typeof REGIMES)[number];
  startsOn: string;
  lastDay: string;
  extendableToDay: string | null;
  takesApplications: (typeof TAKES_APPLICATIONS)[number];
}

function checkTerms(terms: Terms, context: Issues): void {
  const { kind, regime, startsOn, lastDay, extendableToDay } = terms;
  if (kind === 'dynamic_market' && terms.takesApplications === 'in_rounds')
    refuse(
      context,
      'takesApplications',
      'A dynamic market takes applications at any time, not in rounds: Procurement Act 2023, section 36',
    );
  if (!REGIMES_OF[kind].includes(regime))
    refuse(context, 'regime', `${WHAT_KIND[kind]} is let under the ${WHICH_LAW[REGIMES_OF[kind][0]]}`);
  if (lastDay < startsOn) refuse(context, 'lastDay', 'The last day must be on or after the first');
  if (extendableToDay !== null && extendableToDay < lastDay)
    refuse(context, 'extendableToDay', 'The latest last day must be on or after the last day');
}

const WHAT_KIND = {
  dps: 'A dynamic purchasing system',
  dynamic_market: 'A dynamic market',
  open_framework: 'An open framework',
  framework: 'A framework',
  block: 'A block contract',
} as const;
const WHICH_LAW = { pcr_2015: 'Public Contracts Regulations 2015', pa_2023: 'Procurement Act 2023' } as const;

const refuse = (context: Issues, field: string, message: string) =>
  context.addIssue({ code: 'custom', path: [field], message });

type Draft = Terms & { evaluationDays: number; extendedEvaluationDays: number };

function checkDraft(system: Draft, context: Issues): void {
  checkDays(system, context);
  checkTerms(system, context);
}

/** The days that the form asks for as the database keeps them. */
const toHalfOpen = <T extends Pick<Terms, 'lastDay' | 'extendableToDay'>>({
  lastDay,
  extendableToDay,
  ...system
}: T) => ({
  ...system,
  endsOn: addDays(lastDay, 1),
  extendableUntil: extendableToDay && addDays(extendableToDay, 1),
});

const newSystem = z.object({ key: formKey, ...words, howToJoin, ...terms });
export const NewSystem = newSystem.superRefine(checkDraft).transform(toHalfOpen);
export type NewSystemInput = z.output<typeof NewSystem>;

export const EditedDraft = z
  .object({ revision: revisionField, ...words, howToJoin, ...terms })
  .superRefine(checkDraft)
  .transform(toHalfOpen);
export type EditedDraftInput = z.output<typeof EditedDraft>;

/** Once it is published its terms stand: providers applied, or planned to, by what they read. */
export const EditedSystem = z.object({ ...words, howToJoin, revision: revisionField });
/** Of a dynamic market how a provider joins stands as well. */
export const EditedMarket = z.object({ ...words, revision: revisionField });
export type EditedSystemInput = z.output<typeof EditedSystem> | z.output<typeof EditedMarket>;

/** What either form shows, as typed. */
export type SystemFields = Omit<z.input<typeof newSystem>, 'key'> & { revision?: string };

interface StoredSystem {
  revision: number;
  kind: string;
  regime: string;
  title: string;
  summary: string;
  howToJoin: string;
  startsOn: string;
  endsOn: string;
  extendableUntil: string | null;
  reviewStartsOn: string | null;
  takesApplications: string;
  evaluationDays: number;
  extendedEvaluationDays: number;
  clarificationDays: number;
  notifyWithinHours: number;
}

/** A stored system as its form shows it. */
export function toSystemFields(system: StoredSystem): SystemFields {
  const { kind, regime, title, summary, howToJoin, startsOn, endsOn, extendableUntil, reviewStartsOn } = system;
  return {
    ...{ title, summary, howToJoin },
    kind: kind as SystemFields['kind'],
    regime: regime as SystemFields['regime'],
    takesApplications: system.takesApplications as SystemFields['takesApplications'],
    revision: String(system.revision),
    startsOn: toThreeFields(startsOn),
    lastDay: toThreeFields(addDays(endsOn, -1)),
    ...(extendableUntil && { extendableToDay: toThreeFields(addDays(extendableUntil, -1)) }),
    ...(reviewStartsOn && { reviewStartsOn: toThreeFields(reviewStartsOn) }),
    evaluationDays: String(system.evaluationDays),
    extendedEvaluationDays: String(system.extendedEvaluationDays),
    clarificationDays: String(system.clarificationDays),
    notifyWithinHours: String(system.notifyWithinHours),
  };
}

/** A step that needs no more than a look at what it does. */
export const PlainStep = z.object({ revision: revisionField });

/** Ending needs a reason, which is kept in the audit. */
export const EndStep = z.object({ revision: revisionField, reason: paragraphs('The reason', 'Enter a reason', 1_000) });

export const Extension = z
  .object({
    revision: revisionField,
    lastDay: threeFieldDate('The new last day', 'Enter the new last day'),
    reason: paragraphs('The reason', 'Enter a reason', 1_000),
  })
  .transform(({ lastDay, ...extension }) => ({ ...extension, endsOn: addDays(lastDay, 1) }));
export type ExtensionInput = z.output<typeof Extension>;
export type ExtensionFields = z.input<typeof Extension>;

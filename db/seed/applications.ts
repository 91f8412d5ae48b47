import { decisionDueOn, pauseFor } from '#app/domain/lot-applications/evaluation-clock.ts';
import type { Admission } from './admissions.ts';
import { type Day, instantOf, isoOf, millisecondsOf } from './calendar.ts';
import type { Provider } from './organisations.ts';
import type { People } from './people.ts';
import type { Lot } from './purchasing-systems.ts';
import type { Random } from './random.ts';
import type { Round } from './system-parts.ts';

export const EVALUATION_DAYS = 10;
const EXTENDED_DAYS = 15;

export interface Clarification {
  question: string;
  askedOn: Day;
  answerDueOn: Day;
  answer: { on: Day; text: string } | null;
}

/** How an evaluator takes part; days that are null have not come. */
export interface EvaluatorPart {
  userId: string;
  assignedOn: Day;
  declaredOn: Day | null;
  /** What the interest is, where it keeps them from scoring. */
  conflict?: string;
  /** Has written scores down, and may not have finished. */
  hasScores: boolean;
  finishedOn: Day | null;
}

/** How good the answers are: what evaluators make of them goes by it. */
export type Quality = 'good' | 'fair' | 'poor' | 'disputed';

export interface Application {
  id: string;
  lot: Lot;
  provider: Provider;
  round: Round | null;
  beganOn: Day;
  /** Null: a draft. */
  submittedOn: Day | null;
  extension: { on: Day; reason: string } | null;
  clarifications: readonly Clarification[];
  evaluators: readonly EvaluatorPart[];
  quality: Quality;
  agreedOn: Day | null;
  /** `tier` is null where it was rejected. */
  decision: { on: Day; tier: number | null; reason: string } | null;
  withdrawal: { on: Day; reason: string } | null;
}

export function statusOf({ submittedOn, decision, withdrawal }: Application) {
  if (decision) return decision.tier === null ? 'rejected' : 'accepted';
  if (withdrawal) return 'withdrawn';
  return submittedOn === null ? 'draft' : 'submitted';
}

/** An application of which nothing has happened but that it was sent. */
export const submitted = (random: Random, lot: Lot, provider: Provider, submittedOn: Day | null, beganOn: Day) => ({
  id: random.uuid(millisecondsOf(beganOn, 10)),
  ...{ lot, provider, submittedOn, beganOn },
  ...{
    round: null,
    extension: null,
    clarifications: [],
    evaluators: [],
    agreedOn: null,
    decision: null,
    withdrawal: null,
  },
  quality: 'fair' as Quality,
});

const DAYS_TO_FILL_IN = 9;

const REFUSED =
  'The answers on safeguarding and on outcomes did not reach the standard of the lot. You may apply again at any time: the scores show what was missing.';

interface Sources {
  admissions: readonly Admission[];
  providers: readonly Provider[];
  people: People;
  today: Day;
}

/** Of each admission that is asked for, its application; and in each open lot one that was refused. */
export function applications(random: Random, { admissions, providers, people, today }: Sources): Application[] {
  const application = (lot: Lot, provider: Provider, submittedOn: Day): Application =>
    submitted(random, lot, provider, submittedOn, submittedOn - DAYS_TO_FILL_IN);
  const waiting = admissions
    .filter(({ status }) => status === 'pending')
    .map(({ lot, provider, appliedOn }) => application(lot, provider, appliedOn));
  const lots = new Set(admissions.filter(({ lot }) => lot.system.row.status === 'open').map(({ lot }) => lot));
  const refused = [...lots].flatMap((lot) => {
    const inside = new Set(admissions.filter((admission) => admission.lot === lot).map(({ provider }) => provider));
    const outside = providers.filter((provider) => provider.types.includes(lot.type) && !inside.has(provider));
    const submittedOn = today - random.int(90, 160);
    return outside.length > 0 ? [refusal(application(lot, random.pick(outside), submittedOn), people)] : [];
  });
  return [...waiting, ...refused];
}

function refusal(application: Application, people: People): Application {
  const submittedOn = application.submittedOn ?? 0;
  const part = {
    assignedOn: submittedOn + 1,
    declaredOn: submittedOn + 2,
    hasScores: true,
    finishedOn: submittedOn + 8,
  };
  return {
    ...application,
    evaluators: people.evaluatorsOf(application.lot.system.plan.lead).map((userId) => ({ userId, ...part })),
    quality: 'poor',
    agreedOn: submittedOn + 10,
    decision: { on: submittedOn + 11, tier: null, reason: REFUSED },
  };
}

/** By the same clock as the portal's. */
function dueOn({ submittedOn, extension, clarifications }: Application, bankHolidays: ReadonlySet<string>) {
  if (submittedOn === null) return null;
  const pauses = clarifications.map(({ askedOn, answerDueOn, answer }) =>
    pauseFor({
      askedAt: new Date(instantOf(askedOn, 11)),
      answerDueOn: isoOf(answerDueOn),
      answeredAt: answer && new Date(instantOf(answer.on, 15)),
    }),
  );
  const days = extension ? EXTENDED_DAYS : EVALUATION_DAYS;
  return decisionDueOn({ submittedOn: isoOf(submittedOn), days, pauses }, bankHolidays);
}

const at = (day: Day | null | undefined, hours: number) =>
  day === null || day === undefined ? null : instantOf(day, hours);

export function applicationRow(application: Application, people: People, bankHolidays: ReadonlySet<string>) {
  const { id, lot, provider, round, beganOn, submittedOn, extension, decision, withdrawal } = application;
  const status = statusOf(application);
  const isSent = submittedOn !== null;
  const latest = decision?.on ?? withdrawal?.on ?? submittedOn ?? beganOn;
  return {
    id,
    lotId: lot.id,
    providerId: provider.id,
    roundId: round?.id ?? null,
    status,
    revision: isSent ? 4 : 2,
    submission: isSent ? 1 : 0,
    createdAt: instantOf(beganOn, 10),
    updatedAt: instantOf(latest, latest === submittedOn ? 11 : 15),
    submittedAt: at(submittedOn, 11),
    submittedBy: isSent ? people.bidManagerOf(provider.slug) : null,
    dueOn: dueOn(application, bankHolidays),
    extendedAt: at(extension?.on, 12),
    extensionReason: extension?.reason ?? null,
    decidedAt: at(decision?.on, 15),
    decidedBy: decision ? people.commissionerOf(lot.system.plan.lead) : null,
    tier: decision?.tier ?? null,
    decisionReason: decision?.reason ?? null,
    withdrawnAt: at(withdrawal?.on, 15),
    withdrawalReason: withdrawal?.reason ?? null,
  };
}

export function clarificationRows(random: Random, made: readonly Application[], people: People) {
  return made.flatMap(({ id, lot, provider, clarifications }) =>
    clarifications.map(({ question, askedOn, answerDueOn, answer }) => ({
      id: random.uuid(millisecondsOf(askedOn, 11)),
      ...{ applicationId: id, providerId: provider.id, question },
      askedAt: instantOf(askedOn, 11),
      askedBy: people.commissionerOf(lot.system.plan.lead),
      answerDueOn: isoOf(answerDueOn),
      answer: answer?.text ?? null,
      answeredAt: at(answer?.on, 15),
      answeredBy: answer ? people.bidManagerOf(provider.slug) : null,
    })),
  );
}

import { type Application, type EvaluatorPart, submitted } from './applications.ts';
import type { Day } from './calendar.ts';
import { bySlug, type Provider } from './organisations.ts';
import type { People } from './people.ts';
import type { Lot, PurchasingSystem } from './purchasing-systems.ts';
import type { Random } from './random.ts';
import { APPLICATIONS_NOW, type ApplicationNow, FIRST_ROUND } from './rounds-of-kent.ts';
import type { Round } from './system-parts.ts';
import type { WorkingCalendar } from './working-calendar.ts';

interface Sources {
  systems: readonly PurchasingSystem[];
  rounds: readonly Round[];
  providers: readonly Provider[];
  people: People;
  calendar: WorkingCalendar;
}

const ADMITTED = 'Met every condition of the lot, and each answer reached the standard.';
const REFUSED =
  'The answer on outcomes did not reach the standard: it gives no measure of what children achieved. You may apply again in the next round.';

/** To Kent's framework for children's homes, in the round that is over and in the one that is open. */
export function kentApplications(random: Random, { systems, rounds, ...sources }: Sources): Application[] {
  const system = systems.find(({ row }) => row.slug === 'kent-childrens-homes');
  const [first, second] = rounds.filter((round) => round.system === system);
  if (!system || !first || !second) return [];
  const lotOf = (number: number) => lotNumbered(system, number);
  return [
    ...FIRST_ROUND.map((given, index) =>
      decidedFirst(random, { ...given, lot: lotOf(given.lot), index }, first, sources),
    ),
    ...APPLICATIONS_NOW.map((given) => standingNow(random, { ...given, lot: lotOf(given.lot) }, second, sources)),
  ];
}

function lotNumbered({ lots }: PurchasingSystem, number: number): Lot {
  const lot = lots.find(({ plan }) => plan.number === number);
  if (!lot) throw new RangeError(`No lot ${number}`);
  return lot;
}

interface Decided {
  lot: Lot;
  slug: string;
  tier: number | null;
  index: number;
}

/** Sent in the last weeks of the round, scored by all evaluators and decided on the ninth working day. */
function decidedFirst(
  random: Random,
  { lot, slug, tier, index }: Decided,
  round: Round,
  { providers, people, calendar }: Omit<Sources, 'systems' | 'rounds'>,
): Application {
  const sentOn = round.closesOn - 2 - index * 2;
  const part = {
    assignedOn: calendar.after(sentOn, 1),
    declaredOn: calendar.after(sentOn, 2),
    ...{ hasScores: true, finishedOn: calendar.after(sentOn, 6) },
  };
  return {
    ...submitted(random, lot, bySlug(providers, slug), sentOn, sentOn - 9),
    round,
    evaluators: people.evaluatorsOf(lot.system.plan.lead).map((userId) => ({ userId, ...part })),
    quality: tier === null ? 'poor' : tier === 1 ? 'good' : 'fair',
    agreedOn: calendar.after(sentOn, 8),
    decision: { on: calendar.after(sentOn, 9), tier, reason: tier === null ? REFUSED : ADMITTED },
  };
}

function standingNow(
  random: Random,
  given: Omit<ApplicationNow, 'lot'> & { lot: Lot },
  round: Round,
  { providers, people, calendar }: Omit<Sources, 'systems' | 'rounds'>,
): Application {
  const { lot, slug, extended, clarifications = [], quality = 'fair', agreed, decided, withdrawn } = given;
  const sentOn = given.submitted === null ? null : calendar.ago(given.submitted);
  const dated = <T extends { ago: number }>(what: T | undefined) => what && { ...what, on: calendar.ago(what.ago) };
  return {
    ...submitted(random, lot, bySlug(providers, slug), sentOn, (sentOn ?? calendar.today - 2) - 9),
    round,
    extension: dated(extended) ?? null,
    clarifications: clarifications.map(({ asked, within, question, answer }) => ({
      question,
      askedOn: calendar.ago(asked),
      answerDueOn: calendar.after(calendar.ago(asked), within),
      answer: dated(answer) ?? null,
    })),
    evaluators: people
      .evaluatorsOf(lot.system.plan.lead)
      .slice(0, given.evaluators)
      .map((userId, index) => ({ userId, ...partOf(given, index, sentOn ?? calendar.today, calendar) })),
    quality,
    agreedOn: agreed === undefined ? null : calendar.ago(agreed),
    decision: dated(decided) ?? null,
    withdrawal: dated(withdrawn) ?? null,
  };
}

/** The evaluators are asked on the working day after it was sent. */
function partOf(
  { declared = [], conflict, scored = [], finished }: Omit<ApplicationNow, 'lot'>,
  index: number,
  sentOn: Day,
  calendar: WorkingCalendar,
): Omit<EvaluatorPart, 'userId'> {
  const daysAgo = declared[index];
  const finishedAgo = finished?.[index];
  return {
    assignedOn: calendar.after(sentOn, 1),
    declaredOn: daysAgo === undefined ? null : calendar.ago(daysAgo),
    ...(conflict?.of === index && { conflict: conflict.note }),
    hasScores: scored.some((of) => of === index),
    finishedOn: finishedAgo === undefined || finishedAgo === null ? null : calendar.ago(finishedAgo),
  };
}

import { DomainError } from '../errors.ts';
import type { SystemKind, SystemStatus } from './purchasing-system.ts';

/** What its lead does to a whole purchasing system, one step at a time. */
export const STEPS = ['publish', 'open', 'close', 'end'] as const;
export type Step = (typeof STEPS)[number];

/** The step that an address names. */
export function stepNamed(name: string | undefined): Step {
  const step = STEPS.find((candidate) => candidate === name);
  if (!step) throw new DomainError('not-found', 'There is no such step');
  return step;
}

/**
 * Providers may join these at any time of their life, so they open again where they were closed: a DPS of the light-touch regime between its
 * windows. A dynamic market is never closed (Procurement Act 2023, s 36); one that is so all the same may open.
 */
const OPENS_AGAIN: readonly SystemKind[] = ['dps', 'dynamic_market'];

/** The steps that a system of the kind may take from its status. */
export function stepsFrom(system: { kind: string; status: string }): Step[] {
  const opensAgain = OPENS_AGAIN.some((kind) => kind === system.kind);
  const steps: Record<SystemStatus, Step[]> = {
    draft: ['publish'],
    published: ['open', 'end'],
    open: system.kind === 'dynamic_market' ? ['end'] : ['close', 'end'],
    closed: opensAgain ? ['open', 'end'] : ['end'],
    ended: [],
  };
  return steps[system.status as SystemStatus] ?? [];
}

export const AFTER: Record<Step, SystemStatus> = { publish: 'published', open: 'open', close: 'closed', end: 'ended' };

/** It is under way: not a draft any more, and not ended. */
export const isUnderWay = (system: { status: string }): boolean =>
  ['published', 'open', 'closed'].includes(system.status);

/** Its terms let its end be moved. */
export const canBeExtended = (system: { status: string; endsOn: string; extendableUntil: string | null }): boolean =>
  isUnderWay(system) && system.extendableUntil !== null && system.endsOn < system.extendableUntil;

/** What the law or the published notice fixed: kind, dates, and of each lot what a provider applies for. */
export const isPublished = (system: { status: string }): boolean => system.status !== 'draft';

/** Membership conditions of a dynamic market cannot change once it is established: Procurement Act 2023, s 36. */
export const freezesConditions = (system: { kind: string; status: string }): boolean =>
  system.kind === 'dynamic_market' && isPublished(system);

export const CONDITIONS_STAND = 'The membership conditions of a dynamic market cannot change once it is published';

/** A document that was there when a dynamic market was published is one of its conditions; one added later only explains them. */
export const isConditionDocument = (
  system: { kind: string; status: string; publishedAt: Date | null },
  document: { addedAt: Date },
): boolean => freezesConditions(system) && system.publishedAt !== null && document.addedAt <= system.publishedAt;

/** Whether a provider may apply now: it is open and, where it takes applications in rounds, so is one of them. */
export const takesApplications = (
  system: { status: string; takesApplications: string },
  rounds: readonly { hasOpened: boolean; hasClosed: boolean }[],
): boolean =>
  system.status === 'open' &&
  (system.takesApplications === 'always' || rounds.some(({ hasOpened, hasClosed }) => hasOpened && !hasClosed));

/** How a lot is priced stands once it is published: one that is added later is priced once. */
export const fixesGrid = (system: { status: string }, { hasGrid }: { hasGrid: boolean }): boolean =>
  isPublished(system) && hasGrid;

/** A lot may be added to a draft, and later to what providers may join at any time. */
export const takesNewLots = (system: { kind: string; status: string }): boolean =>
  !isPublished(system) || (isUnderWay(system) && OPENS_AGAIN.some((kind) => kind === system.kind));

export interface SystemToPublish {
  startsOn: string;
  /** The first day on which it is no longer in force, ISO. */
  endsOn: string;
  takesApplications: string;
  howToJoin: string;
  lots: readonly { id: string; number: number; title: string; levels: number; pricedLevels: number }[];
  rounds: number;
}

/** A lot whose every level of price has a point in the grid. */
export const isPriced = (lot: { levels: number; pricedLevels: number }): boolean =>
  lot.levels > 0 && lot.pricedLevels === lot.levels;

/** What keeps a step from being taken. */
export interface Obstacle {
  sentence: string;
  /** Where it is mended: what follows the system's address. */
  part: string;
}

/** Why it cannot be published; none: it can. `today` is an ISO date. */
export function obstaclesToPublication(system: SystemToPublish, today: string): Obstacle[] {
  return [
    ...(system.lots.length === 0 ? [{ sentence: 'Set up its first lot.', part: '/lots/new' }] : []),
    ...unpricedLots(system),
    ...(system.endsOn <= today ? [{ sentence: 'Its last day is past: change its dates.', part: '/edit' }] : []),
    ...(system.howToJoin === '' ? [{ sentence: 'Say how a provider joins.', part: '/edit' }] : []),
  ];
}

const unpricedLots = ({ lots }: SystemToPublish): Obstacle[] =>
  lots
    .filter((lot) => !isPriced(lot))
    .map(({ id, number, title }) => ({
      sentence: `Set how lot ${number}, ${title}, is priced, with its grid complete.`,
      part: `/lots/${id}/prices`,
    }));

/** Why it cannot take applications yet: a lot that was added since it was published has to be priced too. */
export const obstaclesToOpening = (system: SystemToPublish): Obstacle[] => [
  ...unpricedLots(system),
  ...(system.takesApplications === 'in_rounds' && system.rounds === 0
    ? [{ sentence: 'It takes applications in rounds: add a round first.', part: '/rounds' }]
    : []),
];

import { type Day, instantOf, isoOf, millisecondsOf } from './calendar.ts';
import { type Authority, bySlug, type Provider } from './organisations.ts';
import type { People } from './people.ts';
import type { Random } from './random.ts';
import type { Service } from './services.ts';

interface Sources {
  authorities: readonly Authority[];
  providers: readonly Provider[];
  services: readonly Service[];
  people: People;
}

/** Days before today: when it is due, when the provider said that it is done, when Kent agreed. */
interface ActionPlan {
  action: string;
  owner: string;
  due: number;
  reported?: number;
  note?: string;
  closed?: number;
}

const VISITED = 72;

const ACTIONS: readonly ActionPlan[] = [
  {
    ...{ action: 'Mend the lock of the medicine cupboard', owner: 'Deputy manager', due: 58 },
    ...{ reported: 60, note: 'The lock is new. A photograph is with the contract officer.', closed: 52 },
  },
  {
    ...{
      action: 'Read every return interview within a day, and write down who did',
      owner: 'Registered manager',
      due: 12,
    },
    ...{ reported: 14, note: 'A sheet hangs in the office; the last four were read on the same day.' },
  },
  { action: 'Show the rota of nights for the next two months', owner: 'Registered manager', due: 6 },
  { action: 'Agree with residents how they have their say in meals', owner: 'Key workers', due: -24 },
];

const HOMES = ['flintacre', 'beechquay'] as const;

/** Two that Kent has carried out under its framework for homes: one is reported, with an action at each stage; of the other the report is begun. */
export function visitsOfKent(random: Random, { authorities, providers, services, people }: Sources, today: Day) {
  const authorityId = bySlug(authorities, 'kent').id;
  const visit = (index: 0 | 1, day: Day) => {
    const provider = bySlug(providers, HOMES[index]);
    const home = services.find((service) => service.provider === provider && service.type === 'home');
    return {
      ...{ authorityId, providerId: provider.id, serviceId: home?.id ?? null, visitedOn: isoOf(day) },
      id: random.uuid(millisecondsOf(day, 14)),
      createdAt: instantOf(day + 1, 10),
      createdBy: people.commissionerOf('kent'),
    };
  };
  const reported = {
    ...visit(0, today - VISITED),
    ...{ kind: 'unannounced', status: 'final', overall: 'some_concerns' },
    visitors: 'Two officers of the commissioning team, and two young inspectors',
    ratings: JSON.stringify({
      ...{ quality: 'met', views: 'partly_met', health: 'partly_met', relationships: 'met' },
      ...{ protection: 'partly_met', leadership: 'not_met', planning: 'met' },
    }),
    findings:
      'Care is warm and children are known well. Medicines were not locked away on the day, return interviews had been read late, and one night of the month had one member of staff.',
    youngInspectors:
      'They were shown round by two residents, who like their rooms and would like to choose more of what is cooked.',
    youngInspectorsRating: 'mixed',
    finalisedAt: instantOf(today - VISITED + 7, 15),
  };
  const begun = {
    ...visit(1, today - 2),
    ...{ kind: 'planned', status: 'draft', overall: null },
    visitors: 'An officer of the commissioning team',
    ratings: JSON.stringify({ quality: 'met', education: 'met' }),
    findings: 'The home is calm; every child was at school.',
    ...{ youngInspectors: '', youngInspectorsRating: null, finalisedAt: null },
  };
  const actions = ACTIONS.map(({ action, owner, due, reported: ago, note, closed }) => ({
    ...{ authorityId, visitId: reported.id, providerId: reported.providerId, action, owner },
    id: random.uuid(millisecondsOf(today - VISITED + 7, 15)),
    dueOn: isoOf(today - due),
    providerNote: note ?? '',
    reportedAt: ago === undefined ? null : instantOf(today - ago, 12),
    closedAt: closed === undefined ? null : instantOf(today - closed, 12),
    closedBy: closed === undefined ? null : people.commissionerOf('kent'),
  }));
  return { visits: [reported, begun], actions };
}

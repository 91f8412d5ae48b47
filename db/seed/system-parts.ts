import { londonWallTime } from '#app/lib/london-time.ts';
import { type Day, instantOf, isoOf, millisecondsOf } from './calendar.ts';
import { DEMONSTRATION_PDF, DEMONSTRATION_PDF_SHA256 } from './demonstration-document.ts';
import { type Authority, bySlug } from './organisations.ts';
import type { People } from './people.ts';
import type { PurchasingSystem } from './purchasing-systems.ts';
import type { Random } from './random.ts';

/** A window in which a system takes applications. */
export interface Round {
  id: string;
  system: PurchasingSystem;
  title: string;
  opensOn: Day;
  closesOn: Day;
}

/** Of each system that takes applications in rounds: of one that has begun a round that is over, the open one and the next; else the first. */
export function applicationRounds(random: Random, systems: readonly PurchasingSystem[], today: Day): Round[] {
  return systems
    .filter(({ plan }) => plan.takesApplications === 'in_rounds')
    .flatMap((system) => {
      const { startsOn } = system;
      const windows: readonly (readonly [title: string, opensOn: Day, closesOn: Day])[] =
        startsOn < today
          ? [
              ['First round', startsOn - 150, startsOn - 100],
              ['Second round', today - 45, today + 30],
              ['Third round', today + 330, today + 375],
            ]
          : [['Only round', today + 20, Math.max(today + 60, startsOn - 90)]];
      return windows.map(([title, opensOn, closesOn]) => ({
        id: random.uuid(millisecondsOf(Math.min(opensOn, today) - 10, 9)),
        ...{ system, title, opensOn, closesOn },
      }));
    });
}

export const roundRow = ({ id, system, title, opensOn, closesOn }: Round) => ({
  ...{ id, systemId: system.id, title },
  opensAt: onLondonsClock(opensOn, '09:00'),
  closesAt: onLondonsClock(closesOn, '17:00'),
});

function onLondonsClock(day: Day, time: string): string {
  const wall = londonWallTime(isoOf(day), time);
  if (wall.kind !== 'instant') throw new RangeError(`${time} is no one time on ${isoOf(day)}`);
  return wall.instant.toISOString();
}

/** Agreed ten weeks before the end that it moved. */
export const extensionRows = (random: Random, systems: readonly PurchasingSystem[], people: People) =>
  systems.flatMap(({ id, plan, endsOn }) => {
    if (!plan.extension) return [];
    const { days, reason } = plan.extension;
    const day = endsOn - days - 70;
    return {
      id: random.uuid(millisecondsOf(day, 10)),
      systemId: id,
      endedOnBefore: isoOf(endsOn - days),
      endsOn: isoOf(endsOn),
      reason,
      extendedBy: people.commissionerOf(plan.lead),
      extendedAt: instantOf(day, 10),
    };
  });

const DOCUMENTS = ['Service specification', 'Terms and conditions', 'Guidance for applicants'];

/** What a provider reads before it applies, of each system that is published. */
export function systemDocuments(random: Random, systems: readonly PurchasingSystem[]) {
  return systems
    .filter(({ plan }) => plan.status !== 'draft')
    .flatMap(({ id: systemId, row }) => {
      const created = Date.parse(row.createdAt);
      return DOCUMENTS.map((title) => ({
        file: {
          id: random.uuid(created),
          organisationId: row.leadAuthorityId,
          name: `${title.toLowerCase().replaceAll(' ', '-')}.pdf`,
          mediaType: 'application/pdf',
          bytes: DEMONSTRATION_PDF.length,
          sha256: DEMONSTRATION_PDF_SHA256,
          uploadedAt: row.createdAt,
        },
        document: {
          id: random.uuid(created),
          systemId,
          leadAuthorityId: row.leadAuthorityId,
          title,
          addedAt: row.createdAt,
        },
      }));
    })
    .map(({ file, document }) => ({ file, document: { ...document, fileId: file.id } }));
}

interface Asked {
  system: string;
  authority: string;
  /** Days before today. */
  daysAgo: number;
  answer?: 'declined';
}

/** Authorities that were asked to join, and are no members: Medway and West Sussex have not answered yet. */
const INVITED: readonly Asked[] = [
  { system: 'west-sussex-residential-education', authority: 'medway', daysAgo: 4 },
  { system: 'kent-childrens-homes', authority: 'westsussex', daysAgo: 6 },
  { system: 'kent-childrens-homes', authority: 'southwark', daysAgo: 40, answer: 'declined' },
];

export function invitationRows(
  systems: readonly PurchasingSystem[],
  authorities: readonly Authority[],
  people: People,
  today: Day,
) {
  return INVITED.flatMap(({ system: slug, authority, daysAgo, answer }) =>
    systems
      .filter(({ row }) => row.slug === slug)
      .map(({ id, plan, row }) => ({
        systemId: id,
        authorityId: bySlug(authorities, authority).id,
        leadAuthorityId: row.leadAuthorityId,
        invitedAt: instantOf(today - daysAgo, 10),
        invitedBy: people.commissionerOf(plan.lead),
        answer: answer ?? null,
        answeredAt: answer ? instantOf(today - daysAgo + 12, 14) : null,
        answeredBy: answer ? people.commissionerOf(authority) : null,
      })),
  );
}

import { formatDate } from '#app/lib/dates.ts';
import type { Admission } from './admissions.ts';
import { type Application, statusOf } from './applications.ts';
import { type Day, isoOf, millisecondsOf } from './calendar.ts';
import { bySlug, type Provider } from './organisations.ts';
import type { PurchasingSystem } from './purchasing-systems.ts';
import type { Random } from './random.ts';
import { WITHOUT_INDEMNITY } from './rounds-of-kent.ts';

/** The place in the lot that each application asks for: of several by one provider, what the latest has come to. */
export function admissionsOf(random: Random, applications: readonly Application[], today: Day): Admission[] {
  const asked = Map.groupBy(
    applications.filter(({ submittedOn }) => submittedOn !== null),
    ({ lot, provider }) => `${lot.id} ${provider.id}`,
  );
  return [...asked.values()].flatMap((ofOne) => {
    const latest = ofOne.at(-1);
    return latest ? [{ ...admissionOf(random, latest, today), before: ofOne.slice(0, -1).flatMap(changesOf) }] : [];
  });
}

function changesOf({ submittedOn, decision }: Application): NonNullable<Admission['before']> {
  if (submittedOn === null || decision === null) return [];
  return [
    { change: 'applied', on: submittedOn, reason: 'Submitted' },
    { change: 'refused', on: decision.on, reason: decision.reason },
  ];
}

function admissionOf(random: Random, application: Application, today: Day): Admission {
  const { id: applicationId, lot, provider, submittedOn, decision, withdrawal } = application;
  const appliedOn = submittedOn ?? today;
  const status = statusOf(application);
  const common = { id: random.uuid(millisecondsOf(appliedOn, 11)), lot, provider, appliedOn, applicationId };
  const nothing = { ...common, tier: 1, admittedOn: null };
  if (decision && decision.tier !== null) {
    const admitted = {
      ...common,
      tier: decision.tier,
      admittedOn: decision.on,
      endedOn: null,
      status: 'active' as const,
      admittedFor: decision.reason,
    };
    return appliedOn < lot.system.startsOn ? afterwards(admitted, today) : admitted;
  }
  if (status === 'submitted') return { ...nothing, status: 'pending', endedOn: null };
  const unsuccessful = decision
    ? { change: 'refused' as const, on: decision.on, reason: decision.reason }
    : { change: 'withdrawn' as const, on: withdrawal?.on ?? today, reason: withdrawal?.reason ?? '' };
  return { ...nothing, status: 'ended', endedOn: unsuccessful.on, unsuccessful };
}

/** What became of the providers that Kent admitted in its first round. */
function afterwards(admission: Admission, today: Day): Admission {
  const { startsOn } = admission.lot.system;
  switch (admission.provider.slug) {
    case 'northwhistle': {
      const reason =
        'Asked for by the provider: two inspections of good or better in a row, and every notification in time.';
      return { ...admission, tier: 1, since: [{ change: 'tier_changed', on: startsOn + 120, reason, tier: 1 }] };
    }
    case 'jaybrook':
      return {
        ...admission,
        since: [
          { change: 'suspended', on: startsOn + 60, reason: 'The registered manager left, and nobody was in post.' },
          { change: 'reinstated', on: startsOn + 75, reason: 'A manager is in post, and we have met her.' },
        ],
      };
    case 'millpetal': {
      const [on, reason] = [startsOn + 150, 'The provider sold its homes near Kent and asked to leave the lot.'];
      return { ...admission, status: 'ended', endedOn: on, since: [{ change: 'ended', on, reason }] };
    }
    case WITHOUT_INDEMNITY: {
      const reason = `Professional indemnity insurance expired on ${formatDate(isoOf(today - 9))}.`;
      return {
        ...admission,
        status: 'suspended',
        since: [{ change: 'suspended', on: today - 8, reason, byRule: true }],
      };
    }
    default:
      return admission;
  }
}

interface Standing {
  system: string;
  slugs: readonly string[];
  /** Who left, and how many days before the system ends. */
  left?: { slug: string; before: number };
}

/** Let before the portal kept applications. */
const ADMITTED_BEFORE: readonly Standing[] = [
  {
    system: 'kent-supported-accommodation-framework',
    slugs: ['nextrung', 'openlatch', 'ownfront', 'uplander', 'veerpoint'],
    left: { slug: 'ownfront', before: 400 },
  },
  { system: 'west-sussex-short-notice-homes', slugs: ['eastmere', 'greenfinch'] },
];

/** In the systems that no applications are told of. */
export const admittedBefore = (
  random: Random,
  systems: readonly PurchasingSystem[],
  providers: readonly Provider[],
): Admission[] =>
  ADMITTED_BEFORE.flatMap(({ system: slug, slugs, left }) => {
    const system = systems.find(({ row }) => row.slug === slug);
    const [lot] = system?.lots ?? [];
    if (!system || !lot) return [];
    return slugs.map((provider): Admission => {
      const endedOn = left?.slug === provider ? system.endsOn - left.before : null;
      return {
        id: random.uuid(millisecondsOf(system.startsOn - 20, 9)),
        ...{ lot, provider: bySlug(providers, provider), tier: 1, status: endedOn === null ? 'active' : 'ended' },
        ...{ appliedOn: system.startsOn - 40, admittedOn: system.startsOn, endedOn },
      };
    });
  });

/** What an authority refused, of which no admission is told otherwise. */
export const refusedAdmissions = (random: Random, applications: readonly Application[], today: Day): Admission[] =>
  admissionsOf(
    random,
    applications.filter((application) => statusOf(application) === 'rejected'),
    today,
  );

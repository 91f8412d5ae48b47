import { type Day, isoOrNull, millisecondsOf } from './calendar.ts';
import type { Provider } from './organisations.ts';
import type { Lot, PurchasingSystem } from './purchasing-systems.ts';
import type { Random } from './random.ts';

type AdmissionStatus = 'pending' | 'active' | 'suspended' | 'ended';

export interface Admission {
  id: string;
  lot: Lot;
  provider: Provider;
  tier: number;
  status: AdmissionStatus;
  appliedOn: Day;
  admittedOn: Day | null;
  endedOn: Day | null;
  /** The application that it came from, where that is known. */
  applicationId?: string;
  /** Why it was admitted, where that is told. */
  admittedFor?: string;
  /** Why it ended, if it never began, and what came of the application. */
  unsuccessful?: { change: 'refused' | 'withdrawn'; reason: string };
  /** What came of earlier applications to the lot. */
  before?: readonly { change: 'applied' | 'refused'; on: Day; reason: string }[];
  /** What became of it since, where that is told; of the others by the status. */
  since?: readonly Since[];
}

interface Since {
  change: 'suspended' | 'reinstated' | 'ended' | 'tier_changed';
  on: Day;
  reason: string;
  /** Of a change of tier. */
  tier?: number;
  /** Nobody decided it: the portal did. */
  byRule?: true;
}

/** The first in every lot are active: the others are where a few have yet to be let in, are held or have left. */
const ALWAYS_ACTIVE = 4;

export function admissions(
  random: Random,
  systems: readonly PurchasingSystem[],
  providers: readonly Provider[],
  dates: { yearStart: Day; today: Day },
): Admission[] {
  return systems.flatMap((system) =>
    system.lots.flatMap((lot) => {
      const able = providers.filter((provider) => provider.types.includes(lot.type));
      return random
        .shuffled(able)
        .slice(0, lot.plan.admissions)
        .map((provider, index) => admission(random, lot, provider, index, dates));
    }),
  );
}

function admission(
  random: Random,
  lot: Lot,
  provider: Provider,
  index: number,
  { yearStart, today }: { yearStart: Day; today: Day },
): Admission {
  const { system, plan } = lot;
  const status = index < ALWAYS_ACTIVE ? 'active' : random.weighted(statusesIn(system));
  // A dynamic purchasing system lets providers in throughout: some came after it had begun, none in the current financial year.
  const late = system.row.kind === 'dps' && random.chance(0.3);
  const admitted = late ? random.int(system.startsOn + 30, yearStart - 60) : system.startsOn;
  return {
    id: random.uuid(millisecondsOf(admitted - 20, 9)),
    lot,
    provider,
    tier: random.int(1, plan.tiers),
    status,
    appliedOn: status === 'pending' ? today - 1 - (index % 7) : admitted - 20,
    admittedOn: status === 'pending' ? null : admitted,
    endedOn: status === 'ended' ? random.int(Math.max(admitted, today - 200) + 30, today - 5) : null,
  };
}

/** Nobody waits to join a system that is closed. */
const statusesIn = (system: PurchasingSystem) =>
  [
    ['active', 82],
    ['pending', system.row.status === 'open' ? 8 : 0],
    ['suspended', 5],
    ['ended', 5],
  ] as const;

/** `suspended_on` follows from its history. */
export const admissionRow = ({ id, lot, provider, tier, status, admittedOn, endedOn, ...admission }: Admission) => ({
  id,
  lotId: lot.id,
  providerId: provider.id,
  tier,
  status,
  admittedOn: isoOrNull(admittedOn),
  endedOn: isoOrNull(endedOn),
  suspension: status === 'suspended' ? (admission.since?.at(-1)?.byRule ? 'document' : 'decision') : null,
  applicationId: admission.applicationId ?? null,
});

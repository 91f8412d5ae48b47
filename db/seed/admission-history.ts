import type { Admission } from './admissions.ts';
import { type Day, instantOf, millisecondsOf } from './calendar.ts';
import type { Random } from './random.ts';

const ENDED = 'The provider left the lot at its own request';
const SUSPENDED = 'No answer to two requests for the report of the last monitoring visit';

/** What became of each admission, as its history tells it. */
export function* admissionChanges(random: Random, admissions: readonly Admission[], today: Day) {
  for (const admission of admissions) {
    const { id, provider, admittedOn, endedOn, status, tier } = admission;
    const change = (kind: string, day: Day, reason: string) => ({
      id: random.uuid(millisecondsOf(day, 11)),
      admissionId: id,
      providerId: provider.id,
      change: kind,
      reason,
      ground: kind === 'ended' ? 'provider_request' : null,
      tier: kind === 'admitted' ? tier : null,
      changedAt: instantOf(day, 11),
    });
    yield change('applied', admission.appliedOn, 'Application submitted');
    if (admittedOn !== null) yield change('admitted', admittedOn, 'Met every condition of the lot');
    if (status === 'suspended') yield change('suspended', today - random.int(10, 60), SUSPENDED);
    if (endedOn !== null) yield change('ended', endedOn, ENDED);
  }
}

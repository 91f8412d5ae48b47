import type { Admission } from './admissions.ts';
import { type Day, instantOf, millisecondsOf } from './calendar.ts';
import type { People } from './people.ts';
import type { Random } from './random.ts';

const ENDED = 'The provider left the lot at its own request';
const SUSPENDED = 'No answer to two requests for the report of the last monitoring visit';

/** What became of each admission, as its history tells it. */
export function* admissionChanges(random: Random, admissions: readonly Admission[], people: People, today: Day) {
  for (const admission of admissions) {
    const { id, lot, provider, admittedOn, endedOn, status, tier, since, unsuccessful } = admission;
    const [applicant, decider] = [people.bidManagerOf(provider.slug), people.commissionerOf(lot.system.plan.lead)];
    const change = (kind: string, day: Day, reason: string, by: string | null, ofTier: number | null = null) => ({
      id: random.uuid(millisecondsOf(day, 11)),
      admissionId: id,
      providerId: provider.id,
      change: kind,
      reason,
      ground: kind === 'ended' ? 'provider_request' : null,
      tier: ofTier,
      changedBy: by,
      // With the decision on the application, where one is told.
      changedAt: instantOf(day, kind === 'applied' || admission.applicationId === undefined ? 11 : 15),
    });
    for (const { change: kind, on, reason } of admission.before ?? [])
      yield change(kind, on, reason, kind === 'applied' ? applicant : decider);
    yield change('applied', admission.appliedOn, 'Submitted', applicant);
    if (admittedOn !== null)
      yield change('admitted', admittedOn, admission.admittedFor ?? 'Met every condition of the lot', decider, tier);
    for (const { change: kind, on, reason, tier: to, byRule } of since ?? [])
      yield change(kind, on, reason, byRule ? null : decider, to ?? tier);
    if (since) continue;
    if (status === 'suspended') yield change('suspended', today - random.int(10, 60), SUSPENDED, decider, tier);
    if (endedOn === null) continue;
    if (!unsuccessful) yield change('ended', endedOn, ENDED, decider, tier);
    else if (unsuccessful.change === 'refused') yield change('refused', endedOn, unsuccessful.reason, decider);
    else yield change('withdrawn', endedOn, unsuccessful.reason, applicant);
  }
}

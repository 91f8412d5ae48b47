import { type Day, dayOf, isoOf } from './calendar.ts';
import type { Random } from './random.ts';
import type { Service } from './services.ts';

const FOUR_POINT = [
  ['good', 66],
  ['outstanding', 15],
  ['requires_improvement', 15],
  ['inadequate', 4],
] as const;

const THREE_POINT = [
  ['consistently_strong', 64],
  ['inconsistent', 27],
  ['serious_weaknesses', 9],
] as const;

/** Supported accommodation has been inspected since then. */
const FIRST_SUPPORTED_INSPECTION = dayOf('2024-09-01');
const FRAMEWORK_OF_2024 = dayOf('2024-04-01');

/** One to three judgements of each service, a year or so apart; none yet for some supported accommodation. */
export function* judgements(random: Random, services: readonly Service[], today: Day) {
  for (const service of services) {
    const supported = service.type === 'supported_accommodation';
    if (supported && (service.registrationStatus !== 'registered' || random.chance(0.2))) continue;
    let inspected = today - random.int(20, 400);
    for (let left = random.int(1, 3); left > 0; left--) {
      if (supported && inspected < FIRST_SUPPORTED_INSPECTION) break;
      yield {
        serviceId: service.id,
        inspectedOn: isoOf(inspected),
        scale: supported ? 'supported_accommodation_three_point' : 'social_care_four_point',
        scaleVersion: inspected < FRAMEWORK_OF_2024 ? 'SCCIF 2017' : 'SCCIF 2024',
        judgement: random.weighted<string>(supported ? THREE_POINT : FOUR_POINT),
      };
      inspected -= random.int(310, 430);
    }
  }
}

import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { isInForce } from './price-schedule.ts';
import { canReadPrices } from './price-schedule-policy.ts';
import { selectSchedules } from './price-schedules.server.ts';

const MOST_SCHEDULES = 200;

/** Every schedule of an admission that the actor may know of, the latest start first; null for whoever reads no prices. */
export async function listAdmissionSchedules(db: Db, actor: Actor, { id, today }: { id: string; today: string }) {
  if (!canReadPrices(actor)) return null;
  const schedules = await selectSchedules(db, actor)
    .where('priceSchedules.admissionId', '=', id)
    .orderBy('priceSchedules.validFrom', 'desc')
    .orderBy('priceSchedules.createdAt', 'desc')
    .orderBy('priceSchedules.id')
    .limit(MOST_SCHEDULES)
    .execute();
  return schedules.map(({ id, status, validFrom, validUntil, decidedAt, ...row }) => ({
    ...{ id, status, validFrom, validUntil, decidedAt },
    inForce: isInForce({ status, validFrom, validUntil, ...row }, today),
  }));
}

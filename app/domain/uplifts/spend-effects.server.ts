import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { canDecideSchedule } from '../price-schedules/price-schedule-policy.ts';
import type { SchedulePrices } from '../price-schedules/quote.ts';
import { listChargedPrices } from '../price-schedules/schedule-prices.server.ts';
import { type SpendEffect, spendEffect } from './uplift-effect.ts';
import { listPlacedChildren } from './uplifts.server.ts';

interface Change {
  admissionId: string;
  providerId: string;
  leadAuthorityId: string;
  after: SchedulePrices;
  /** The first day of the other prices, ISO. */
  from: string;
  /** The day, ISO, whose children count. */
  on: string;
}

/** What other prices would cost for the children who live there; null for whoever does not decide, or where nothing was charged before. */
export async function findSpendEffect(db: Db, actor: Actor, change: Change): Promise<SpendEffect | null> {
  if (!canDecideSchedule(actor, change)) return null;
  const { admissionId, providerId, after, from, on } = change;
  const charged = await listChargedPrices(db, { admission: { id: admissionId, providerId }, until: from });
  if (charged.length === 0) return null;
  return spendEffect(await listPlacedChildren(db, admissionId, on), { charged, after, from });
}

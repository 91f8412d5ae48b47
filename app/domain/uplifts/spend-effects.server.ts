import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { canDecideSchedule } from '../price-schedules/price-schedule-policy.ts';
import type { SchedulePrices } from '../price-schedules/quote.ts';
import { type SpendEffect, spendEffect } from './uplift-effect.ts';
import { listPlacedChildren } from './uplifts.server.ts';

interface Change {
  admissionId: string;
  leadAuthorityId: string;
  /** Null: nothing was charged before. */
  before: SchedulePrices | null;
  after: SchedulePrices;
  /** The day, ISO, whose children count. */
  on: string;
}

/** What other prices would cost for the children who live there; null for whoever does not decide, or where there is nothing to compare. */
export async function findSpendEffect(db: Db, actor: Actor, change: Change): Promise<SpendEffect | null> {
  if (!canDecideSchedule(actor, change) || !change.before) return null;
  return spendEffect(await listPlacedChildren(db, change.admissionId, change.on), change.before, change.after);
}

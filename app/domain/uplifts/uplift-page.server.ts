import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { comparePrices } from '../price-schedules/price-comparison.ts';
import { findSpendEffect } from './spend-effects.server.ts';
import { withPrices } from './uplift.ts';
import { acceptedPrices } from './uplift-decisions.server.ts';
import type { SpendEffect } from './uplift-effect.ts';
import type { UpliftDecision } from './uplift-form.ts';
import { canDecideUplift, canWithdrawUplift } from './uplift-policy.ts';
import { getUplift } from './uplifts.server.ts';

/** A request with the prices it asks for beside those now, and what the actor may do about it; `today` in London, ISO. */
export async function readUpliftPage(db: Db, actor: Actor, { id, today }: { id: string; today: string }) {
  const uplift = await getUplift(db, actor, id);
  const isOpen = uplift.status === 'submitted';
  const after = withPrices(uplift.schedule, uplift.asked);
  return {
    uplift,
    rows: comparePrices(after, uplift.schedule),
    canWithdraw: isOpen && canWithdrawUplift(actor, uplift),
    canDecide: isOpen && canDecideUplift(actor, uplift),
    effect: isOpen ? await findSpendEffect(db, actor, { ...uplift, after, from: uplift.fromDate, on: today }) : null,
  };
}

/** What a decision that is not taken yet would cost; null where it would change nothing, or for whoever does not decide. */
export async function previewDecision(
  db: Db,
  actor: Actor,
  { id, decision, today }: { id: string; decision: UpliftDecision; today: string },
): Promise<SpendEffect | null> {
  const uplift = await getUplift(db, actor, id);
  if (decision.decision === 'refuse') return null;
  const { prices, from } = acceptedPrices(uplift, decision);
  return findSpendEffect(db, actor, { ...uplift, after: withPrices(uplift.schedule, prices), from, on: today });
}

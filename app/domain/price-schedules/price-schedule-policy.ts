import { type Actor, holds, isFrom } from '../accounts/actor.ts';
import { canBid, canRunSystem } from '../purchasing-systems/purchasing-system-policy.ts';

/** Everyone of a provider reads its own prices; of an authority, those who buy or compare cost. Which schedules: visibleTo. */
export function canReadPrices(actor: Actor): boolean {
  return isFrom(actor, 'provider') || holds(actor, 'authority', 'commissioner', 'broker', 'finance');
}

/** Everyone of a provider lists its own; of an authority, the commissioners, who decide. */
export const canListSchedules = (actor: Actor): boolean =>
  isFrom(actor, 'provider') || holds(actor, 'authority', 'commissioner');

/** Those of the provider who set its prices; never of a schedule that the authority drew up by accepting an uplift. */
export function canWriteSchedule(actor: Actor, schedule: { providerId: string; drawnUpBy: string }): boolean {
  return canBid(actor) && actor.organisationId === schedule.providerId && schedule.drawnUpBy === 'provider';
}

/** Commissioners of the authority that leads the system. */
export const canDecideSchedule = (actor: Actor, schedule: { leadAuthorityId: string }): boolean =>
  canRunSystem(actor, schedule);

import { type Actor, holds, isFrom } from '../accounts/actor.ts';

/** Everyone of a provider reads its own prices; of an authority, those who buy or compare cost. Which schedules: visibleTo. */
export function canReadPrices(actor: Actor): boolean {
  return isFrom(actor, 'provider') || holds(actor, 'authority', 'commissioner', 'broker', 'finance');
}

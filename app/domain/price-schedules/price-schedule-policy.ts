import { type Actor, holds, isFrom } from '../accounts/actor.ts';

/** Everyone of a provider but no one else sees its own prices; of an authority, those who buy or compare. */
export function canReadPrices(actor: Actor): boolean {
  return isFrom(actor, 'provider') || holds(actor, 'authority', 'commissioner', 'broker', 'finance');
}

import { type Actor, isFrom } from '../accounts/actor.ts';

/** Everyone of a provider reads its profile; those who bid keep it: canBid. */
export const canReadProfile = (actor: Actor): boolean => isFrom(actor, 'provider');

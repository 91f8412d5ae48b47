import { type Actor, holds } from '../accounts/actor.ts';

/** Commissioners of an authority begin purchasing systems. */
export const canCreateSystem = (actor: Actor): boolean => holds(actor, 'authority', 'commissioner');

/** Commissioners of the authority that leads it. */
export function canRunSystem(actor: Actor, system: { leadAuthorityId: string }): boolean {
  return holds(actor, 'authority', 'commissioner') && actor.organisationId === system.leadAuthorityId;
}

/** Those who apply to lots and set prices for a provider. */
export const canBid = (actor: Actor): boolean => holds(actor, 'provider', 'bids', 'administrator');

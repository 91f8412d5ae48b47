import type { Actor } from '../accounts/actor.ts';
import { canBid, canRunSystem } from '../purchasing-systems/purchasing-system-policy.ts';

/** Those who set prices for the provider that asked. */
export const canWithdrawUplift = (actor: Actor, uplift: { providerId: string }): boolean =>
  canBid(actor) && actor.organisationId === uplift.providerId;

/** Commissioners of the authority that leads the system. */
export const canDecideUplift = (actor: Actor, uplift: { leadAuthorityId: string }): boolean =>
  canRunSystem(actor, uplift);

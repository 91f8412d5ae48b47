import { type Actor, isFrom } from '../accounts/actor.ts';
import { canBid } from '../purchasing-systems/purchasing-system-policy.ts';

interface Application {
  providerId: string;
}

/** Everyone of the provider itself. */
export function canReadLotApplication(actor: Actor, application: Application): boolean {
  return isFrom(actor, 'provider') && actor.organisationId === application.providerId;
}

/** Bid managers and administrators of the provider itself. */
export function canWriteLotApplication(actor: Actor, application: Application): boolean {
  return canBid(actor) && actor.organisationId === application.providerId;
}

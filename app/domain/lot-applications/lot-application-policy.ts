import { type Actor, isFrom } from '../accounts/actor.ts';
import { canBid, canRunSystem } from '../purchasing-systems/purchasing-system-policy.ts';

interface Application {
  providerId: string;
  leadAuthorityId: string;
}

/** Everyone of the provider; of the authority that leads, its commissioners. */
export function canReadLotApplication(actor: Actor, application: Application): boolean {
  return (
    (isFrom(actor, 'provider') && actor.organisationId === application.providerId) || canRunSystem(actor, application)
  );
}

/** Bid managers and administrators of the provider itself. */
export function canWriteLotApplication(actor: Actor, application: Pick<Application, 'providerId'>): boolean {
  return canBid(actor) && actor.organisationId === application.providerId;
}

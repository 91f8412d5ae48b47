import { type Actor, holds } from '../accounts/actor.ts';

/** Registered managers and administrators of the provider that owns what is changed. */
export function canManageServices(actor: Actor, owner: { providerId: string }): boolean {
  return actor.organisationId === owner.providerId && holds(actor, 'provider', 'manager', 'administrator');
}

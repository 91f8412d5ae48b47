import { type Actor, holds } from '../accounts/actor.ts';

/** Administrators of an organisation, and operators of the portal's own. Each reads that of the organisation they act for. */
export function canReadAudit(actor: Actor): boolean {
  return (
    holds(actor, 'authority', 'administrator') ||
    holds(actor, 'provider', 'administrator') ||
    holds(actor, 'operator', 'operator', 'administrator')
  );
}

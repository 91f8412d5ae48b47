import { type Actor, holds } from './actor.ts';
import { managingRole } from './roles.ts';

/** Administrators of their own organisation; of the operator, its operators. */
export function canManageMembers(actor: Pick<Actor, 'organisationKind' | 'roles'>): boolean {
  return actor.roles.includes(managingRole(actor.organisationKind));
}

/** Operators admit organisations. */
export function canDecideApplications(actor: Actor): boolean {
  return holds(actor, 'operator', 'operator');
}

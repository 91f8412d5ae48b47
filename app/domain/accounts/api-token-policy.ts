import type { Actor } from './actor.ts';

/** Administrators look after everybody's tokens of their organisation; anyone else after their own. */
export function canManageEveryToken(actor: Actor): boolean {
  return actor.roles.includes('administrator');
}

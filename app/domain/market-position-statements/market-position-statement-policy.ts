import { type Actor, holds } from '../accounts/actor.ts';

/** Commissioners of the authority that owns it. */
export function canWriteStatement(actor: Actor, statement: { authorityId: string }): boolean {
  return holds(actor, 'authority', 'commissioner') && actor.organisationId === statement.authorityId;
}

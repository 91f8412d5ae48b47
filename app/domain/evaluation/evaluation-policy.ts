import type { Actor } from '../accounts/actor.ts';
import { canRunSystem } from '../purchasing-systems/purchasing-system-policy.ts';

/** What keeps a person from evaluating an application: membership of the provider, or an interest that they declared. */
export type Conflict = 'member' | 'declared';

/** Commissioners of the authority that leads the system, without a conflict of interest. */
export const canEvaluate = (
  actor: Actor,
  application: { leadAuthorityId: string; conflict: Conflict | null },
): boolean => canRunSystem(actor, application) && application.conflict === null;

/** Commissioners of an authority have a work list: of what their authority leads. */
export const canSeeEvaluations = (actor: Actor): boolean =>
  canRunSystem(actor, { leadAuthorityId: actor.organisationId });

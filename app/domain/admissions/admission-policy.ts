import { type Actor, holds, isFrom } from '../accounts/actor.ts';

/** Everyone of a provider reads its own admissions; of an authority, those who buy or compare cost. Which ones: visibleTo. */
export function canReadAdmissions(actor: Actor): boolean {
  return isFrom(actor, 'provider') || holds(actor, 'authority', 'commissioner', 'broker', 'finance');
}

/** Those of an authority who place children review their placements. */
export const canReviewPlacements = (actor: Actor): boolean => holds(actor, 'authority', 'commissioner', 'broker');

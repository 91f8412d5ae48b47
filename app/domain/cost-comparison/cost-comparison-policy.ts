import type { Actor } from '../accounts/actor.ts';

const READERS: readonly string[] = ['commissioner', 'finance', 'administrator'];

/** Commissioners, finance readers and administrators of an authority, over its own placements and budgets. */
export function canCompareCost(actor: Pick<Actor, 'organisationKind' | 'roles'>): boolean {
  return actor.organisationKind === 'authority' && actor.roles.some((role) => READERS.includes(role));
}

import { type Actor, holds } from '../accounts/actor.ts';
import { canManageServices } from '../services/service-policy.ts';

/** Whoever manages the service manages its vacancies. */
export const canManageVacancy = canManageServices;

/** Brokers look for places; commissioners look at what there is. */
export function canSearchVacancies(actor: Pick<Actor, 'organisationKind' | 'roles'>): boolean {
  return holds(actor, 'authority', 'broker', 'commissioner');
}

import { type Actor, holds, isFrom } from '../accounts/actor.ts';
import { canManageServices } from '../services/service-policy.ts';

/** Commissioners record visits, for their own authority. */
export const canMonitor = (actor: Actor): boolean => holds(actor, 'authority', 'commissioner');

/** Those of the authority that wrote the report: they change it while it is a draft, finish it and close its actions. */
export const canWriteVisit = (actor: Actor, visit: { authorityId: string }): boolean =>
  canMonitor(actor) && actor.organisationId === visit.authorityId;

/** Commissioners and brokers read how providers do; everyone of a provider how it does itself. */
export const canReadMonitoring = (actor: Actor): boolean =>
  holds(actor, 'authority', 'commissioner', 'broker') || isFrom(actor, 'provider');

/** Whoever manages the provider's services says that an action is done. */
export const canReportAction = canManageServices;

/** Whoever manages the provider's services tells those who buy from it. */
export const canNotify = (actor: Actor): boolean => canManageServices(actor, { providerId: actor.organisationId });

import { type Actor, holds } from '../accounts/actor.ts';

/** Commissioners shape the market: of which systems, getOverseenSystem says. */
export const canOverseeMarket = (actor: Actor): boolean => holds(actor, 'authority', 'commissioner');

/** How a placement was sourced. `framework` is bought under a purchasing system, `spot` outside every one. */
export const ROUTES = ['framework', 'spot', 'in_house', 'block'] as const;
export type RouteOfPurchase = (typeof ROUTES)[number];

export const ROUTE_LABELS: Record<RouteOfPurchase, string> = {
  framework: 'Framework',
  spot: 'Spot',
  in_house: 'In-house',
  block: 'Block',
};

import * as accounts from './matrix/accounts.ts';
import * as contracts from './matrix/contracts.ts';
import * as market from './matrix/market.ts';
import * as prices from './matrix/prices.ts';
import * as selection from './matrix/selection.ts';
import type { Asked, Refused } from './matrix/statuses.ts';
import * as systems from './matrix/systems.ts';

// What each route answers to everybody, by the file of the route. e2e/authorisation.spec.ts asks.

export { ACTORS, VACANCY } from './matrix/statuses.ts';

export const READS: Record<string, readonly Asked[]> = {
  ...accounts.READS,
  ...contracts.READS,
  ...market.READS,
  ...prices.READS,
  ...selection.READS,
  ...systems.READS,
};

export const WRITES: Record<string, readonly Refused[]> = {
  ...accounts.WRITES,
  ...contracts.WRITES,
  ...market.WRITES,
  ...prices.WRITES,
  ...selection.WRITES,
  ...systems.WRITES,
};

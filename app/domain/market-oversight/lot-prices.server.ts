import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import type { OverseenLot, OverseenSystem } from './overseen-systems.server.ts';
import { listExtraSpreads, listLineSpreads, listPriceHistory, type YearSpread } from './price-spread.server.ts';
import type { ExtraSpread, LineSpread } from './price-spread.ts';

/** The lot whose number an address names, else the first; undefined where the system has none. */
export const findLotAsked = (system: OverseenSystem, number: string | null): OverseenLot | undefined =>
  system.lots.find((lot) => String(lot.number) === number) ?? system.lots[0];

/** The same where there is nothing to tell without a lot. */
export function getLotAsked(system: OverseenSystem, number: string | null): OverseenLot {
  const lot = findLotAsked(system, number);
  if (!lot) throw new DomainError('not-found', 'This system has no lots yet');
  return lot;
}

interface PricesAsked {
  lot: OverseenLot;
  /** ISO. */
  on: string;
}

export interface LotPrices {
  lines: LineSpread[];
  extras: ExtraSpread[];
}

/** How a lot's prices lie on a day: its weekly fees, and what is asked beside them. */
export async function readLotPrices(db: Db, actor: Actor, asked: PricesAsked): Promise<LotPrices> {
  return { lines: await listLineSpreads(db, actor, asked), extras: await listExtraSpreads(db, actor, asked) };
}

/** How the prices of the line that an address names went, else those of the first; no line where the lot has no prices. */
export async function readLineHistory(
  db: Db,
  actor: Actor,
  { system, lot, on, prices: { lines, extras }, key }: PricesAsked & HistoryAsked,
): Promise<{ line: LineSpread | ExtraSpread | undefined; years: YearSpread[] }> {
  const line = [...lines, ...extras].find((one) => one.key === key) ?? lines[0];
  return { line, years: line ? await listPriceHistory(db, actor, { system, lot, line, on }) : [] };
}

interface HistoryAsked {
  system: OverseenSystem;
  prices: LotPrices;
  key: string | null;
}

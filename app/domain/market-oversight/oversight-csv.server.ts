import { csvLines } from '../../lib/csv.server.ts';
import { penceToDecimal } from '../../lib/money.ts';
import type { AreaCoverage } from './coverage.server.ts';
import type { DueItem } from './falling-due.server.ts';
import type { OverseenLot } from './overseen-systems.server.ts';
import type { YearSpread } from './price-spread.server.ts';
import type { ExtraSpread, LineSpread } from './price-spread.ts';
import type { Spread } from './spread.ts';

// What the page of oversight tells, as files for spreadsheets. No provider's price is in them: how all of them lie.

type Lot = Pick<OverseenLot, 'number' | 'title'>;

const ofLot = (lot: Lot) => ({ lot: () => lot.number, lot_title: () => lot.title });

const SPREAD = {
  prices: ({ spread }: { spread: Spread }) => spread.count,
  least_pounds: ({ spread }: { spread: Spread }) => penceToDecimal(spread.least),
  lower_quartile_pounds: ({ spread }: { spread: Spread }) => penceToDecimal(spread.lowerQuartile),
  median_pounds: ({ spread }: { spread: Spread }) => penceToDecimal(spread.median),
  upper_quartile_pounds: ({ spread }: { spread: Spread }) => penceToDecimal(spread.upperQuartile),
  most_pounds: ({ spread }: { spread: Spread }) => penceToDecimal(spread.most),
};

type Priced = LineSpread | ExtraSpread;

const unitOf = (priced: Priced) => ('unit' in priced ? priced.unit : 'week');

/** How the prices of a lot lie on a day, ISO: its weekly fees, then what is asked beside them. */
export const spreadCsvLines = (lot: Lot, on: string, priced: readonly Priced[]): AsyncGenerator<string> =>
  csvLines<Priced>({ ...ofLot(lot), on: () => on, line: ({ label }) => label, per: unitOf, ...SPREAD }, priced);

/** How those of one line went; none where the lot has no prices. */
export const historyCsvLines = (
  lot: Lot,
  line: Priced | undefined,
  years: readonly YearSpread[],
): AsyncGenerator<string> =>
  csvLines<YearSpread>(
    {
      ...ofLot(lot),
      line: () => line?.label ?? null,
      per: () => (line && unitOf(line)) || null,
      year: ({ year }) => year,
      on: ({ on }) => on,
      ...SPREAD,
    },
    years,
  );

/** Where a lot's providers are, no more exactly than the authority area. */
export const coverageCsvLines = (lot: Lot, areas: readonly AreaCoverage[]): AsyncGenerator<string> =>
  csvLines<AreaCoverage>(
    {
      ...ofLot(lot),
      area_code: ({ onsCode }) => onsCode,
      authority_area: ({ areaName }) => areaName,
      services: ({ services }) => services,
      registered_places: ({ places }) => places,
      providers: ({ providers }) => providers.join('; '),
    },
    areas,
  );

/** What is to be done in a system, the earliest first. */
export const dueCsvLines = (items: readonly DueItem[]): AsyncGenerator<string> =>
  csvLines<DueItem>({ due_on: ({ on }) => on, what: ({ what }) => what, about: ({ about }) => about }, items);

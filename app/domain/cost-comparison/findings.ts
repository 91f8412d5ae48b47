import { type Period, periodLabel } from './financial-year.ts';
import { toWholePounds, type Variance } from './variance.ts';

// What figures say, in a sentence: the titles of charts. Money in whole pounds.

const inPounds = (pence: number) => `£${Math.round(Math.abs(pence) / 100).toLocaleString('en-GB')}`;

interface Reported {
  framework: number | undefined;
  spot: number | undefined;
}

/** Undefined where fewer than two quarters have a number of spot placements. */
export function reportedFinding(quarters: readonly Reported[]): string | undefined {
  const spot = course(quarters.map((quarter) => quarter.spot));
  if (!spot) return undefined;
  const framework = course(quarters.map((quarter) => quarter.framework));
  return `New spot placements ${spot} a quarter${framework ? `; framework placements ${framework}` : ''}`;
}

function course(numbers: readonly (number | undefined)[]): string | undefined {
  const known = numbers.filter((value) => value !== undefined);
  const [first] = known;
  const last = known.at(-1);
  if (first === undefined || last === undefined || known.length < 2) return undefined;
  if (first === last) return `stayed at ${first.toLocaleString('en-GB')}`;
  return `${last < first ? 'fell' : 'rose'} from ${first.toLocaleString('en-GB')} to ${last.toLocaleString('en-GB')}`;
}

/** "£312 more than": one weekly price against another. */
export function differenceInWords(differencePence: number): string {
  if (Math.round(differencePence / 100) === 0) return 'the same as';
  return `${inPounds(differencePence)} ${differencePence > 0 ? 'more' : 'less'} than`;
}

/** Of the latest whole quarter that has both, else the latest that has; undefined where none has. */
export function premiumFinding(
  quarters: readonly (Period & { whole: boolean; differencePence: number | undefined })[],
): string | undefined {
  const comparable = quarters.filter(({ differencePence }) => differencePence !== undefined);
  const quarter = comparable.findLast(({ whole }) => whole) ?? comparable.at(-1);
  if (quarter?.differencePence === undefined) return undefined;
  return `In ${periodLabel(quarter)} a spot week cost ${differenceInWords(quarter.differencePence)} a framework week`;
}

/** "More weeks than budgeted added £3,317,286; a lower unit cost saved £1,103,767". */
export function varianceFinding(variance: Variance): string {
  const { volumePence, pricePence } = toWholePounds(variance);
  const volume = effectClause(volumePence, 'more weeks than budgeted', 'fewer weeks than budgeted');
  const price = effectClause(pricePence, 'a higher unit cost', 'a lower unit cost');
  const clauses = [volume, price].filter((clause) => clause !== undefined).join('; ');
  return clauses ? clauses.charAt(0).toUpperCase() + clauses.slice(1) : 'Weeks and unit cost came out as budgeted';
}

function effectClause(pence: number, more: string, less: string): string | undefined {
  if (pence === 0) return undefined;
  return pence > 0 ? `${more} added ${inPounds(pence)}` : `${less} saved ${inPounds(pence)}`;
}

import { parseArgs } from 'node:util';
import { DEFAULTS } from './demonstration.ts';

export interface SeedArguments {
  seed: number;
  vacancies: number;
  placements: number;
}

const MOST_ROWS = 1_000_000;
const MOST_SEED = 2 ** 31 - 1;

/** What "npm run seed -- …" was given; throws an Error that says, in one line, what is wrong with it. */
export function readSeedArguments(args: readonly string[]): SeedArguments {
  const { values } = parseArgs({
    args: [...args],
    options: { seed: { type: 'string' }, vacancies: { type: 'string' }, placements: { type: 'string' } },
    strict: true,
  });
  return {
    seed: wholeNumber('--seed', values.seed, DEFAULTS.seed, MOST_SEED),
    vacancies: wholeNumber('--vacancies', values.vacancies, DEFAULTS.vacancies, MOST_ROWS),
    placements: wholeNumber('--placements', values.placements, DEFAULTS.placements, MOST_ROWS),
  };
}

function wholeNumber(flag: string, typed: string | undefined, otherwise: number, most: number): number {
  if (typed === undefined) return otherwise;
  const number = /^\d+$/.test(typed) ? Number(typed) : Number.NaN;
  if (!(number <= most)) {
    throw new Error(`${flag} must be a whole number from 0 to ${most.toLocaleString('en-GB')}, not "${typed}"`);
  }
  return number;
}

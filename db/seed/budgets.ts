import { type AccommodationSlug, accommodationBySlug } from '#app/domain/services/accommodation.ts';
import { financialQuarter, isoOf, type Period } from './calendar.ts';
import type { Route } from './placement-patterns.ts';
import type { Placement } from './placements.ts';
import type { Random } from './random.ts';

const NIGHTS_PER_WEEK = 7;
const QUARTERS_A_YEAR = 4;

interface Line {
  authorityId: string;
  type: AccommodationSlug;
  route: Route;
  /** By quarter of the two years. */
  weeks: number[];
  /** What those weeks cost. */
  pence: number[];
}

/** Gathers the weeks of placements as they stream past, and makes budgets that come near them. */
export class BudgetBuilder {
  readonly #quarters: readonly Period[];
  readonly #lines = new Map<string, Line>();

  /** Budgets are for that financial year and the one before it. */
  constructor(year: number) {
    this.#quarters = [year - 1, year].flatMap((each) => [1, 2, 3, 4].map((quarter) => financialQuarter(each, quarter)));
  }

  add({ authority, type, route, fees }: Placement): void {
    const key = `${authority.id} ${type} ${route}`;
    let line = this.#lines.get(key);
    if (!line) {
      const nothing = () => this.#quarters.map(() => 0);
      line = { authorityId: authority.id, type, route, weeks: nothing(), pence: nothing() };
      this.#lines.set(key, line);
    }
    for (const { startsOn, endsOn, ...parts } of fees) {
      const weeklyPence = parts.corePence + parts.educationPence + parts.healthPence + parts.otherPence;
      for (const [index, quarter] of this.#quarters.entries()) {
        // A stay that goes on is taken to go on to the end of the year.
        const nights = Math.min(endsOn ?? quarter.endsOn, quarter.endsOn) - Math.max(startsOn, quarter.startsOn);
        if (nights <= 0) continue;
        line.weeks[index] = (line.weeks[index] ?? 0) + nights / NIGHTS_PER_WEEK;
        line.pence[index] = (line.pence[index] ?? 0) + (weeklyPence * nights) / NIGHTS_PER_WEEK;
      }
    }
  }

  *rows(random: Random) {
    for (const line of this.#lines.values()) {
      for (const first of [0, QUARTERS_A_YEAR]) yield* this.#yearFrom(random, line, first);
    }
  }

  *#yearFrom(random: Random, line: Line, first: number) {
    const ofYear = <T>(quarters: readonly T[]) => quarters.slice(first, first + QUARTERS_A_YEAR);
    const weeks = ofYear(line.weeks);
    const weeksOfYear = sum(weeks);
    if (weeksOfYear === 0) return;
    // Set before the year, in the hope of a little less volume at a little lower price.
    const volume = random.middling(0.88, 1.06);
    const averagePounds = sum(ofYear(line.pence)) / weeksOfYear / 100;
    const unitCostPence = Math.round(averagePounds * random.middling(0.94, 1.02)) * 100;
    for (const [index, quarter] of ofYear(this.#quarters).entries()) {
      yield {
        authorityId: line.authorityId,
        accommodationType: accommodationBySlug(line.type).code,
        route: line.route,
        startsOn: isoOf(quarter.startsOn),
        endsOn: isoOf(quarter.endsOn),
        weeks: Math.round((weeks[index] ?? 0) * volume * random.middling(0.97, 1.03)),
        unitCostPence,
        source: 'demonstration',
      };
    }
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

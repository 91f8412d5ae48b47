import { z } from 'zod';
import { accommodationBySlug } from '#app/domain/services/accommodation.ts';
import { dayOf, financialQuarter, isoOf, type Period } from './calendar.ts';
import { readReference } from './reference-data.ts';

/** What Kent's papers say, as rows: db/seed/reference, each figure with the code of its paper. */

const FOSTERING = accommodationBySlug('fostering').code;
const QUARTERS = ['Apr-Jun', 'Jul-Sep', 'Oct-Dec', 'Jan-Mar'] as const;
const PENCE_IN_A_MILLION_POUNDS = 100_000_000;

/** "399" → 39900, "379.70" → 37970. */
const Pounds = z
  .string()
  .regex(/^\d+(\.\d\d)?$/)
  .transform((pounds) => Math.round(Number(pounds) * 100));
const Count = z.string().regex(/^\d+$/).transform(Number);
const FinancialYear = z
  .string()
  .regex(/^\d{4}-\d\d$/)
  .transform((year) => Number(year.slice(0, 4)));
const Iso = z.iso.date();

const quarterPeriod = (year: number, quarter: (typeof QUARTERS)[number]): Period =>
  financialQuarter(year, QUARTERS.indexOf(quarter) + 1);

const yearPeriod = (year: number): Period => ({
  startsOn: financialQuarter(year, 1).startsOn,
  endsOn: financialQuarter(year, 4).endsOn,
});

const dates = ({ startsOn, endsOn }: Period) => ({ startsOn: isoOf(startsOn), endsOn: isoOf(endsOn) });

const FosteringWeeks = z.object({
  source: z.string(),
  year: FinancialYear,
  quarter: z.enum([...QUARTERS, 'full-year forecast']),
  weeks_budget: Count,
  weeks_actual: Count,
  unit_cost_budget: Pounds,
  unit_cost_actual: Pounds,
});

const readFosteringWeeks = () => readReference('kcc-2012-in-house-fostering-weeks', FosteringWeeks);

const inHouseFostering = (authorityId: string) =>
  ({ authorityId, accommodationType: FOSTERING, route: 'in_house' }) as const;

/** Budgets of in-house fostering by quarter; where a year has a full-year row instead of its last quarter, that quarter is the rest. */
export function publishedBudgets(authorityId: string) {
  const rows = readFosteringWeeks();
  return rows.map((row) => {
    const fullYear = row.quarter === 'full-year forecast';
    const others = rows.filter((other) => other.year === row.year && other !== row);
    const printed = others.reduce((sum, other) => sum + other.weeks_budget, 0);
    return {
      ...inHouseFostering(authorityId),
      ...dates(quarterPeriod(row.year, row.quarter === 'full-year forecast' ? 'Jan-Mar' : row.quarter)),
      weeks: fullYear ? row.weeks_budget - printed : row.weeks_budget,
      unitCostPence: row.unit_cost_budget,
      source: row.source,
    };
  });
}

export function reportedActivity(authorityId: string) {
  return readFosteringWeeks().map((row) => ({
    ...inHouseFostering(authorityId),
    ...dates(row.quarter === 'full-year forecast' ? yearPeriod(row.year) : quarterPeriod(row.year, row.quarter)),
    basis: row.quarter === 'full-year forecast' ? 'forecast' : 'actual',
    weeks: row.weeks_actual,
    unitCostPence: row.unit_cost_actual,
    source: row.source,
  }));
}

interface PublishedFigure {
  authorityId: string;
  series: 'new_placements' | 'looked_after_children' | 'placements_by_accommodation' | 'spend';
  item: string;
  startsOn: string;
  endsOn: string;
  value: number;
  unit: 'placements' | 'children' | 'pence';
  source: string;
}

type Figure = Omit<PublishedFigure, 'authorityId'>;

export const publishedFigures = (authorityId: string): PublishedFigure[] =>
  [...newPlacements(), ...lookedAfterChildren(), ...placementsByAccommodation(), ...spend()].map((figure) => ({
    authorityId,
    ...figure,
  }));

function newPlacements(): Figure[] {
  const row = z.object({
    source: z.string(),
    quarter_start: Iso,
    quarter_end: Iso,
    route: z.enum(['ifa_framework', 'spot']),
    placements: Count,
  });
  return readReference('kcc-2014-ifa-and-spot-placements', row).map((quarter) => ({
    series: 'new_placements',
    item: quarter.route === 'ifa_framework' ? 'framework' : 'spot',
    startsOn: quarter.quarter_start,
    endsOn: isoOf(dayOf(quarter.quarter_end) + 1),
    value: quarter.placements,
    unit: 'placements',
    source: quarter.source,
  }));
}

const CHILDREN = ['kent_children_in_kent', 'kent_children_elsewhere', 'other_authorities_children_in_kent'] as const;

function lookedAfterChildren(): Figure[] {
  const row = z.object({
    source: z.string(),
    year: FinancialYear,
    quarter: z.enum(QUARTERS),
    kent_children_in_kent: Count,
    kent_children_elsewhere: Count,
    other_authorities_children_in_kent: Count,
  });
  return readReference('kcc-2012-looked-after-children', row).flatMap((quarter) =>
    CHILDREN.map(
      (item): Figure => ({
        series: 'looked_after_children',
        item,
        ...dates(quarterPeriod(quarter.year, quarter.quarter)),
        value: quarter[item],
        unit: 'children',
        source: quarter.source,
      }),
    ),
  );
}

const ACCOMMODATION_COUNTED_ON = '2018-12-31';

const Accommodation = z.object({
  source: z.string(),
  accommodation_type: z.string(),
  placements_december_2018: z.union([Count, z.literal('').transform(() => null)]),
});

/** Children placed by kind of accommodation at the end of 2018; a kind without a printed number is left out. */
export const accommodationCounts = () =>
  readReference('kcc-2019-accommodation-types', Accommodation).flatMap((row) =>
    row.placements_december_2018 === null
      ? []
      : [
          {
            item: row.accommodation_type,
            value: row.placements_december_2018,
            source: row.source,
            asAt: ACCOMMODATION_COUNTED_ON,
          },
        ],
  );

function placementsByAccommodation(): Figure[] {
  return accommodationCounts().map(({ item, value, source, asAt }) => ({
    series: 'placements_by_accommodation',
    item,
    startsOn: asAt,
    endsOn: isoOf(dayOf(asAt) + 1),
    value,
    unit: 'placements',
    source,
  }));
}

function spend(): Figure[] {
  const row = z.object({ source: z.string(), heading: z.string(), spend_million: z.coerce.number().positive() });
  return readReference('kcc-2019-spend-2018-19', row).map((line) => ({
    series: 'spend',
    item: line.heading,
    ...dates(yearPeriod(2018)),
    value: Math.round(line.spend_million * PENCE_IN_A_MILLION_POUNDS),
    unit: 'pence',
    source: line.source,
  }));
}

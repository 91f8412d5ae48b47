/** How prices of the same line lie: in the unit of what went in, a quartile to the nearest whole one. */
export interface Spread {
  count: number;
  least: number;
  lowerQuartile: number;
  median: number;
  upperQuartile: number;
  most: number;
}

/**
 * A share of the way through values, between the two nearest where it falls between them: 0.5 is the median. Undefined without values.
 *
 * Source: Hyndman and Fan (1996), definition 7: what spreadsheets' QUARTILE.INC and Postgres' percentile_cont do.
 */
export function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) return undefined;
  return below + (above - below) * (place - Math.floor(place));
}

/** Undefined without values. */
export function spreadOf(values: readonly number[]): Spread | undefined {
  const at = (share: number) => Math.round(quantile(values, share) ?? 0);
  if (values.length === 0) return undefined;
  return {
    count: values.length,
    least: at(0),
    lowerQuartile: at(0.25),
    median: at(0.5),
    upperQuartile: at(0.75),
    most: at(1),
  };
}

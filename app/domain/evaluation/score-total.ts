/** A question's share of the total: `score` out of `mostScore`, both whole numbers. */
export interface WeightedScore {
  weight: number;
  score: number;
  mostScore: number;
}

const HUNDREDTHS_OF_100 = 10_000n;

/**
 * The weighted total out of 100, in hundredths of a point (8333 is 83.33): of each question its weight times the share of the most that it
 * could have scored, over all the weights. Exact in whole numbers to the end, then rounded once, half a hundredth up. Weights need not add
 * up to 100. Null where nothing is scored.
 *
 * Source: the selection questions of the purchasing system, which publishes its weights.
 */
export function scoreTotal(scores: readonly WeightedScore[]): number | null {
  if (scores.length === 0) return null;
  const denominator = scores.reduce((product, { mostScore }) => product * BigInt(mostScore), 1n);
  let sum = 0n;
  let weights = 0n;
  for (const { weight, score, mostScore } of scores) {
    if (!(score >= 0 && score <= mostScore) || weight < 1)
      throw new RangeError(`Not a score: ${score} of ${mostScore}`);
    sum += (BigInt(weight) * BigInt(score) * denominator) / BigInt(mostScore);
    weights += BigInt(weight);
  }
  const whole = weights * denominator;
  return Number((2n * HUNDREDTHS_OF_100 * sum + whole) / (2n * whole));
}

/** 8333 → "83.33". */
export const formatTotal = (hundredths: number): string =>
  `${Math.trunc(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;

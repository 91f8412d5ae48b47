/** Milliseconds of one way of doing something, over its runs. */
export interface Times {
  median: number;
  least: number;
  most: number;
}

export interface Pair {
  name: string;
  /** The same work both ways. */
  one: () => Promise<unknown>;
  other: () => Promise<unknown>;
}

const WARM_UP_RUNS = 3;

/** Runs both ways by turns, so that whatever else the machine does falls on each of them. */
export async function timePair({ one, other }: Pair, runs: number): Promise<{ one: Times; other: Times }> {
  const times = { one: [] as number[], other: [] as number[] };
  for (let run = -WARM_UP_RUNS; run < runs; run++) {
    const took = { one: await time(one), other: await time(other) };
    if (run < 0) continue;
    times.one.push(took.one);
    times.other.push(took.other);
  }
  return { one: summarise(times.one), other: summarise(times.other) };
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await work();
  return performance.now() - since;
}

/** Of one run at least. The median of an even number of runs is the upper of the two in the middle. */
export function summarise(times: readonly number[]): Times {
  const sorted = times.toSorted((a, b) => a - b);
  const [least = Number.NaN] = sorted;
  return { least, median: sorted[Math.floor(sorted.length / 2)] ?? least, most: sorted.at(-1) ?? least };
}

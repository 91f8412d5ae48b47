import type { Random } from './random.ts';
import type { OutwardCode } from './reference-data.ts';

/** How much of the market is in each local authority area, of 100 or so. */
const AREA_WEIGHTS: readonly (readonly [onsCode: string, weight: number])[] = [
  ['E10000016', 34], // Kent
  ['E06000035', 8], // Medway
  ['E10000011', 8], // East Sussex
  ['E10000032', 12], // West Sussex
  ['E06000043', 4], // Brighton and Hove
  ['E10000012', 11], // Essex
  ['E06000033', 3], // Southend-on-Sea
  ['E06000034', 3], // Thurrock
  ['E09000004', 3], // Bexley
  ['E09000006', 3], // Bromley
  ['E09000008', 4], // Croydon
  ['E09000011', 2], // Greenwich
  ['E09000022', 2], // Lambeth
  ['E09000023', 2], // Lewisham
  ['E09000028', 2], // Southwark
  ['E09000032', 1], // Wandsworth
];

const NEARBY_METRES = 25_000;

/** Where things are: outward postcodes, drawn as the market is spread. */
export class Places {
  readonly #byArea: Map<string, OutwardCode[]>;
  readonly #nearby = new Map<string, OutwardCode[]>();
  readonly #codes: readonly OutwardCode[];

  constructor(codes: readonly OutwardCode[]) {
    this.#codes = codes;
    this.#byArea = new Map(
      AREA_WEIGHTS.map(([onsCode]) => [onsCode, codes.filter((code) => code.areaOnsCode === onsCode)]),
    );
  }

  anywhere(random: Random): OutwardCode {
    return random.pick(this.#byArea.get(random.weighted(AREA_WEIGHTS)) ?? []);
  }

  /** An outward postcode whose centroid is at most 25 km away; the same one may come. */
  near(random: Random, from: OutwardCode): OutwardCode {
    let near = this.#nearby.get(from.code);
    if (!near) {
      near = this.#codes.filter(
        (code) => Math.hypot(code.easting - from.easting, code.northing - from.northing) <= NEARBY_METRES,
      );
      this.#nearby.set(from.code, near);
    }
    return random.pick(near);
  }
}

/** British National Grid, whole metres. */
export interface GridPoint {
  easting: number;
  northing: number;
}

const METRES_PER_MILE = 1609.3;

/**
 * Straight-line miles, one decimal.
 *
 * Source: the looked-after children return: sqrt(dE² + dN²) metres / 1000 / 1.6093.
 */
export function milesBetween(from: GridPoint, to: GridPoint): number {
  const metres = Math.hypot(from.easting - to.easting, from.northing - to.northing);
  return Math.round((metres / METRES_PER_MILE) * 10) / 10;
}

export const milesToMetres = (miles: number): number => Math.round(miles * METRES_PER_MILE);

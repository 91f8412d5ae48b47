interface Point {
  /** Code of a level. */
  level: string;
  ageFrom: number;
  /** Of a home's registered places; 1 where it is for any number. */
  occupancyFrom?: number;
}

/** What a point of a lot's grid, or the line that prices it, is for: unique in the grid, and fit for the name of a field. */
export const pointKey = ({ level, ageFrom, occupancyFrom = 1 }: Point): string =>
  `${level}_${ageFrom}_${occupancyFrom}`;

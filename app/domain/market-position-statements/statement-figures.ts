export type FigureKind = 'placements_by_accommodation' | 'places_by_accommodation';

export interface FigureRow {
  label: string;
  /** Null where the number is too small to show. */
  value: number | null;
}

/** One chart of a statement. */
export interface Figure {
  kind: FigureKind;
  source: string;
  asAt: string;
  rows: FigureRow[];
}

/** A type with fewer services than this would say how large one of them is. */
const FEWEST_SERVICES = 3;
/** Counts of children below this are not shown. Source: DOMAIN, "Open contracting". */
const FEWEST_CHILDREN = 5;

export const SUPPRESSED: Record<FigureKind, string> = {
  places_by_accommodation: `fewer than ${FEWEST_SERVICES} services: not shown`,
  placements_by_accommodation: `fewer than ${FEWEST_CHILDREN}: not shown`,
};

export const NOUN: Record<FigureKind, string> = {
  places_by_accommodation: 'registered places',
  placements_by_accommodation: 'placements',
};

export interface PlacesOfType {
  label: string;
  services: number;
  places: number;
}

/** Places by type, largest first; a type with few services, or none, keeps its name alone. */
export function placesRows(types: readonly PlacesOfType[]): FigureRow[] {
  return largestFirst(
    types.map(({ label, services, places }) => ({ label, value: services < FEWEST_SERVICES ? null : places })),
  );
}

/** Numbers of children as they may be shown, largest first. None at all is no child's secret. */
export function placementsRows(rows: readonly FigureRow[]): FigureRow[] {
  return largestFirst(
    rows.map(({ label, value }) => ({ label, value: value && value < FEWEST_CHILDREN ? null : value })),
  );
}

function largestFirst(rows: FigureRow[]): FigureRow[] {
  return rows.toSorted((a, b) => (b.value ?? -1) - (a.value ?? -1));
}

export interface ShownRow {
  label: string;
  value: number;
}

export function shownRows(rows: readonly FigureRow[]): ShownRow[] {
  return rows.flatMap(({ label, value }) => (value === null ? [] : [{ label, value }]));
}

/** The sum of the rows; undefined where one is withheld, since the rest would then give it away. */
export function totalOf(rows: readonly FigureRow[]): number | undefined {
  const shown = shownRows(rows);
  return shown.length === rows.length ? sum(shown) : undefined;
}

/** What the rows say first: the largest category and its share, to the whole per cent, of what is shown. */
export function findingOf({ kind, rows }: Pick<Figure, 'kind' | 'rows'>): string {
  const shown = shownRows(rows);
  const [largest] = shown;
  const total = sum(shown);
  if (!largest || total === 0) return `No ${NOUN[kind]} to show`;
  const share = Math.round((largest.value / total) * 100);
  const base = shown.length === rows.length ? NOUN[kind] : `the ${NOUN[kind]} shown`;
  return `${share}% of ${base} are in one category: ${largest.label.charAt(0).toLowerCase()}${largest.label.slice(1)}`;
}

const sum = (rows: readonly ShownRow[]): number => rows.reduce((total, row) => total + row.value, 0);

import { readCells } from '../../lib/cells.ts';
import { parsePounds, penceToTyped } from '../../lib/money.ts';
import { type GridTable, type GridTableRow, gridTable, type LotGrid, MOST_OCCUPANCY } from './lot-grid.ts';
import { type PlacedPrices, readScheduleCsv, type Unplaced } from './price-schedule-csv.ts';
import type { PriceValues } from './price-values.ts';

const MOST_ROWS = 200;
/** A grid has 12 age bands at most, and a few columns of words beside them. */
const MOST_COLUMNS = 40;
/** What a level is called is no longer: app/domain/purchasing-systems/price-model-form.ts. */
const LONGEST_CELL = 60;

/** Where the first pasted amount goes, where nothing pasted says it. */
export interface PasteStart {
  row: number;
  column: number;
}

/**
 * Puts what was copied from a spreadsheet into the fields of the grid: a file of ours by its columns, anything else by its headings (age
 * bands above, levels at the left) where it has them, and by its place from `start` where it has none. Nothing is guessed: what fits
 * nowhere is told.
 */
export function placePasted(grid: LotGrid, text: string, start: PasteStart = { row: 0, column: 0 }): PlacedPrices {
  const file = readScheduleCsv(grid, text);
  if (file) return file;
  const table = gridTable(grid);
  const { rows, cut } = cellsOf(text);
  const values: PriceValues = {};
  const unplaced: Unplaced[] = [...cut];
  const { heading, body, labels } = headingsOf(rows, table);
  const rowFor = rowFinder(table, start, body, labels);
  for (const { cells, number } of body) {
    const target = rowFor(cells.slice(0, labels));
    const amounts = cells.slice(labels).map((text, index) => ({ text, index }));
    const filled = amounts.filter(({ text }) => text !== '');
    const own = target?.cells.filter((cell) => cell !== null) ?? [];
    // As many amounts as the row has prices, and some where it has none: parent and child has one, for all ages.
    const misses = filled.some(({ index }) => !target?.cells[index + start.column]);
    const inTurn = !heading && start.column === 0 && misses && filled.length === own.length;
    for (const [turn, { text, index }] of filled.entries()) {
      const refuse = (why: string) => unplaced.push({ row: number, text: text.slice(0, 40), why });
      if (text.length > LONGEST_CELL) continue;
      const pence = parsePounds(text);
      const column = heading ? heading[index + labels] : index + start.column;
      const single = heading && own.length === 1 && filled.length === 1 ? own[0] : undefined;
      const cell = inTurn ? own[turn] : (target?.cells[column ?? -1] ?? single);
      if (!target)
        refuse(
          labels > 0 && cells[0] ? `the lot has no level “${cells[0].slice(0, 40)}”` : 'the grid has no more rows',
        );
      else if (!cell) refuse(`${target.label} has no price there`);
      else if (pence === undefined || pence === 0) refuse('is not an amount of money');
      else values[cell.name] = penceToTyped(pence);
    }
  }
  return { values, unplaced };
}

// "1,250" alone on its line is one amount, not two cells.
const THOUSANDS = /^£?\s*\d{1,3}(,\d{3})+(\.\d*)?$/;

/** Of what was pasted as much as a grid can hold, and what was left out of it. Whatever reads a cell is given a short one. */
function cellsOf(text: string): { rows: string[][]; cut: Unplaced[] } {
  const pasted = text.includes('\t')
    ? readCells(text, '\t')
    : text
        .replace(/^\ufeff/, '')
        .split(/\r\n?|\n/)
        .flatMap((line) => (THOUSANDS.test(line.trim()) ? [[line.trim()]] : readCells(line, ',')));
  const cut: Unplaced[] = [];
  const rows = pasted.slice(0, MOST_ROWS).map((cells, index) => {
    const row = index + 1;
    if (cells.length > MOST_COLUMNS) cut.push({ row, text: '', why: `only ${MOST_COLUMNS} columns are read` });
    return cells.slice(0, MOST_COLUMNS).map((cell) => {
      const words = cell.replace(/\s+/g, ' ');
      if (words.length <= LONGEST_CELL) return words;
      cut.push({ row, text: words.slice(0, 40), why: `is longer than ${LONGEST_CELL} characters` });
      // No amount ends so, and no name of a level is so long.
      return `${words.slice(0, LONGEST_CELL)}…`;
    });
  });
  if (pasted.length > MOST_ROWS) cut.push({ row: MOST_ROWS + 1, text: '', why: `only ${MOST_ROWS} rows are read` });
  return { rows, cut };
}

const isAmount = (text: string) => parsePounds(text) !== undefined;

const RANGE = /^(?:ages?\s*)?(\d{1,2})\s*(?:to|-|–|—)\s*(\d{1,2})(?:\s*years)?$/i;
const SINGLE = /^(?:ages?\s*)?(\d{1,2})(?:\s*years)?$/i;

function rangeOf(text: string): { from: number; to: number } | undefined {
  const match = RANGE.exec(text) ?? SINGLE.exec(text);
  return match ? { from: Number(match[1]), to: Number(match[2] ?? match[1]) } : undefined;
}

interface BodyRow {
  cells: string[];
  /** As pasted, 1 the first. */
  number: number;
}

interface Headings {
  /** Of each pasted column the grid's, by the first row; undefined where that says none. */
  heading: (number | undefined)[] | undefined;
  body: BodyRow[];
  /** How many columns at the left name the row. */
  labels: number;
}

function headingsOf(rows: string[][], { columns }: GridTable): Headings {
  const numbered = rows.map((cells, index) => ({ cells, number: index + 1 }));
  const [first = []] = rows;
  const columnOf = (text: string) => {
    const range = rangeOf(text);
    const index = columns.findIndex(({ ageFrom, ageTo }) => ageFrom === range?.from && ageTo === range.to);
    return index === -1 ? undefined : index;
  };
  const words = first.filter((text) => text !== '');
  const isHeading =
    rows.length > 1 &&
    words.some((text) => !isAmount(text)) &&
    words.every((text) => !isAmount(text) || columnOf(text) !== undefined);
  const body = isHeading ? numbered.slice(1) : numbered;
  const widest = Math.max(0, ...body.map(({ cells }) => cells.length));
  let labels = 0;
  while (labels < widest && body.every(({ cells }) => !isAmount(cells[labels] ?? '')) && labelled(body, labels))
    labels++;
  // Nothing but words: none of them names anything.
  if (labels === widest) labels = 0;
  const heading = isHeading ? first.map((text, index) => (index < labels ? undefined : columnOf(text))) : undefined;
  // Words that are no ages, as "Band A", leave the columns to their places; ages that the lot has not are told.
  const saysAges = words.some((text) => RANGE.test(text) || columnOf(text) !== undefined);
  return { heading: saysAges ? heading : undefined, body, labels };
}

const labelled = (body: readonly BodyRow[], column: number) => body.some(({ cells }) => (cells[column] ?? '') !== '');

/** The grid's row for each pasted row in turn, by what stands at its left, or by its place. */
function rowFinder({ rows }: GridTable, start: PasteStart, body: readonly BodyRow[], labels: number) {
  const levels = new Map(
    rows.toReversed().flatMap(({ level, label }) => [level, label].map((name) => [folded(name), level])),
  );
  const levelOf = (text: string) => levels.get(folded(text));
  const named =
    labels > 0 && body.some(({ cells }) => cells.slice(0, labels).some((text) => levelOf(text) !== undefined));
  const used = new Set<GridTableRow>();
  let next = start.row;
  let before: string | undefined;
  return (left: string[]): GridTableRow | undefined => {
    if (!named) return rows[next++];
    const words = left.filter((text) => text !== '');
    const said = words.find((text) => levelOf(text) !== undefined);
    // Merged cells: a row without a level is of the one above it.
    const level = said === undefined ? (left[0] === '' || left.length === 0 ? before : undefined) : levelOf(said);
    before = level;
    const candidates = rows.filter((row) => row.level === level && !used.has(row));
    const others = words.filter((text) => text !== said);
    const found =
      candidates.find((row) => others.some((text) => isOccupancy(row, text))) ??
      (others.length === 0 ? candidates[0] : undefined);
    if (found) used.add(found);
    return found ?? (candidates.length === 1 ? candidates[0] : undefined);
  };
}

const folded = (text: string) => text.trim().toLowerCase();

function isOccupancy({ occupancy, occupancyFrom, occupancyTo }: GridTableRow, text: string): boolean {
  if (occupancy !== null && folded(occupancy) === folded(text)) return true;
  const range = rangeOf(text.replace(/ ?(?:children|places)$/i, ''));
  const open = /^(\d{1,2})\s*(?:or more|\+)/.exec(text);
  if (open) return Number(open[1]) === occupancyFrom && occupancyTo === MOST_OCCUPANCY;
  return range?.from === occupancyFrom && range.to === occupancyTo;
}

/** The fields of the editor with what was pasted put into them. The paste box itself is emptied: what fits nowhere is told. */
export function fillIn(
  grid: LotGrid,
  typed: PriceValues,
  paste: string,
): { values: PriceValues; placed: PlacedPrices } {
  const placed = placePasted(grid, paste);
  return { values: { ...typed, ...placed.values, paste: '' }, placed };
}

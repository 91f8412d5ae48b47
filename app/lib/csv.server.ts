import { stringify } from 'csv-stringify/sync';
import { escapeFormula } from './formulas.ts';

/** Rows of a list that a file has at most, where its page shows them a part at a time. */
export const MOST_IN_FILE = 5_000;

/** What stands in each column for a row, by the column's name in the file. */
export type CsvColumns<Row> = Record<string, (row: Row) => string | number | null>;

const PART = 500;

/** Rows as a file for spreadsheets, a part at a time. In no text does one find a formula. */
export async function* csvLines<Row>(columns: CsvColumns<Row>, rows: readonly Row[]): AsyncGenerator<string> {
  yield `\ufeff${stringify([Object.keys(columns)])}`;
  const cells = Object.values(columns);
  for (let start = 0; start < rows.length; start += PART) {
    yield stringify(rows.slice(start, start + PART).map((row) => cells.map((cell) => escaped(cell(row)))));
  }
}

const escaped = (cell: string | number | null) => (typeof cell === 'string' ? escapeFormula(cell) : cell);

const QUOTE = '"';

/** Text in rows and columns, as CSV has it or, with tabs, as a spreadsheet copies it. Every cell is trimmed; empty rows are left out. */
export function readCells(text: string, separator: '\t' | ','): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  let blank = true;
  const endCell = () => {
    row.push(cell.trim());
    cell = '';
    blank = true;
  };
  const add = (character: string) => {
    cell += character;
    // Asked of each character once: the whole cell, at each quotation mark, would be as slow as its length squared.
    blank &&= character.trim() === '';
  };
  const endRow = () => {
    endCell();
    if (row.some((value) => value !== '')) rows.push(row);
    row = [];
  };
  const plain = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  for (let index = 0; index < plain.length; index++) {
    const character = plain.charAt(index);
    if (quoted && character === QUOTE && plain[index + 1] === QUOTE) {
      add(QUOTE);
      index++;
    } else if (character === QUOTE && (quoted || blank)) quoted = !quoted;
    else if (quoted) add(character);
    else if (character === separator) endCell();
    else if (character === '\n') endRow();
    else add(character);
  }
  endRow();
  return rows;
}

// A spreadsheet takes a text that begins so for a formula.
const BEGINS_AS_FORMULA = /^[=+\-@\t\r'＝＋－＠]/;

/** Lines of a CSV file. What begins as a formula does gets an apostrophe before it. */
export function writeCsv(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

function csvCell(value: string | number): string {
  const text = typeof value === 'string' && BEGINS_AS_FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll(QUOTE, QUOTE + QUOTE)}"` : text;
}

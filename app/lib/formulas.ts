// A spreadsheet takes a text that begins so for a formula. An apostrophe is escaped too, so that a reader can take it off again.
const BEGINS_AS_FORMULA = /^[=+\-@\t\r'＝＋－＠]/;

/** Text for a cell of a CSV file, in which a spreadsheet finds no formula. */
export const escapeFormula = (text: string): string => (BEGINS_AS_FORMULA.test(text) ? `'${text}` : text);

/** The text as it was before escapeFormula. */
export const unescapeFormula = (text: string): string => (text.startsWith("'") ? text.slice(1) : text);

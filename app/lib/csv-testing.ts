import { parse } from 'csv-parse/sync';

/** What a spreadsheet reads from such a file: each row by its columns. */
export async function rowsOf(lines: AsyncIterable<string>): Promise<Record<string, string>[]> {
  let file = '';
  for await (const part of lines) file += part;
  return parse(file, { bom: true, columns: true });
}

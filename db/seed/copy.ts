import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Insertable } from 'kysely';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { DB } from '../schema.ts';

export type Table = keyof DB;
export type Row<T extends Table> = Insertable<DB[T]>;

const CHUNK_CHARACTERS = 64 * 1024;

/**
 * Streams rows into a table by COPY, in text format: the generator is asked for more only as fast as the server takes them. The first
 * row's keys are the columns. `into` names another relation of the same columns. Returns how many rows went in.
 */
export async function copyRows<T extends Table>(
  client: ClientBase,
  table: T,
  rows: Iterable<Row<T>>,
  into: string = snakeCase(table),
): Promise<number> {
  const iterator = rows[Symbol.iterator]();
  const first = iterator.next();
  if (first.done) return 0;
  const columns = Object.keys(first.value) as (keyof Row<T>)[];
  let count = 0;
  function* chunks() {
    let chunk = '';
    for (let next = first; !next.done; next = iterator.next()) {
      const row = next.value;
      chunk += encodeRow(columns.map((column) => row[column]));
      count++;
      if (chunk.length >= CHUNK_CHARACTERS) {
        yield chunk;
        chunk = '';
      }
    }
    if (chunk) yield chunk;
  }
  const names = columns.map((column) => snakeCase(String(column))).join(', ');
  await pipeline(Readable.from(chunks()), client.query(copyFrom(`copy ${into} (${names}) from stdin`)));
  return count;
}

/** "ageFrom" → "age_from". */
export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const encodeRow = (values: readonly unknown[]): string => `${values.map(encode).join('\t')}\n`;

function encode(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return escaped(value);
  if (Array.isArray(value)) return escaped(`{${value.map(quoteElement).join(',')}}`);
  throw new TypeError(`No COPY text for ${typeof value}`);
}

const quoteElement = (element: unknown): string => `"${String(element).replace(/["\\]/g, '\\$&')}"`;

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

const escaped = (text: string): string =>
  /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character) : text;

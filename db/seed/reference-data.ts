import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { copyRows, type Row, snakeCase, type Table } from './copy.ts';
import { inOneTransaction } from './transaction.ts';

export interface OutwardCode {
  code: string;
  postTown: string;
  areaOnsCode: string;
  easting: number;
  northing: number;
}

/** The rows of db/seed/reference/NAME.csv, checked. */
export function readReference<S extends z.ZodType>(name: string, row: S): z.output<S>[] {
  const text = readFileSync(new URL(`./reference/${name}.csv`, import.meta.url), 'utf8');
  return z.array(row).parse(parse(text, { columns: true, skip_empty_lines: true }));
}

const BankHoliday = z.object({ day: z.iso.date(), title: z.string().min(1) });
const Area = z
  .object({ ons_code: z.string(), name: z.string() })
  .transform((area) => ({ onsCode: area.ons_code, name: area.name }));
const Outward = z
  .object({
    code: z.string(),
    post_town: z.string(),
    area_ons_code: z.string(),
    easting: z.coerce.number().int(),
    northing: z.coerce.number().int(),
  })
  .transform(
    (row): OutwardCode => ({
      code: row.code,
      postTown: row.post_town,
      areaOnsCode: row.area_ons_code,
      easting: row.easting,
      northing: row.northing,
    }),
  );

export const readOutwardCodes = (): OutwardCode[] => readReference('outward-codes', Outward);

/**
 * What every installation needs, with a demonstration or without: bank holidays, local authority areas and outward postcodes. Rows that
 * are there already stay as they are.
 */
export async function loadReferenceData(connectionString: string): Promise<void> {
  await inOneTransaction(connectionString, loadReference);
}

/** The same, within a transaction. */
export async function loadReference(client: ClientBase): Promise<void> {
  await addMissing(client, 'bankHolidays', readReference('bank-holidays', BankHoliday));
  await addMissing(client, 'localAuthorityAreas', readReference('local-authority-areas', Area));
  await addMissing(client, 'outwardCodes', readOutwardCodes());
}

async function addMissing<T extends Table>(client: ClientBase, table: T, rows: Iterable<Row<T>>): Promise<void> {
  const name = snakeCase(table);
  await client.query(`create temp table incoming on commit drop as table ${name} with no data`);
  await copyRows(client, table, rows, 'incoming');
  await client.query(`insert into ${name} select * from incoming on conflict do nothing`);
  await client.query('drop table incoming');
}

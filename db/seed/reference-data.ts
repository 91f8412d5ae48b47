import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { DOCUMENT_KIND_CODES } from '#app/domain/provider-profile/document-kinds.ts';
import { ASSESSMENTS, QUESTION_KINDS, TOPICS } from '#app/domain/selection-questions/selection-question.ts';
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

const orNull = <S extends z.ZodType>(schema: S) =>
  z
    .literal('')
    .transform(() => null)
    .or(schema);
const LibraryQuestion = z
  .object({
    id: z.uuid(),
    position: z.coerce.number().int(),
    topic: z.enum(TOPICS),
    kind: z.enum(QUESTION_KINDS),
    question: z.string().min(1),
    guidance: z.string(),
    document_kind: orNull(z.enum(DOCUMENT_KIND_CODES)),
    assessment: z.enum(ASSESSMENTS),
    pass_answer: orNull(z.enum(['yes', 'no'])),
    least_number: orNull(z.coerce.number().int()),
    most_words: orNull(z.coerce.number().int()),
  })
  .transform(({ document_kind, pass_answer, least_number, most_words, ...row }) => ({
    ...row,
    documentKind: document_kind,
    passAnswer: pass_answer,
    leastNumber: least_number,
    mostWords: most_words,
  }));

export type LibraryQuestion = z.output<typeof LibraryQuestion>;

export const readOutwardCodes = (): OutwardCode[] => readReference('outward-codes', Outward);
export const readBankHolidays = () => readReference('bank-holidays', BankHoliday);
export const readLibraryQuestions = (): LibraryQuestion[] => readReference('library-questions', LibraryQuestion);

/**
 * What every installation needs, with a demonstration or without: bank holidays, local authority areas, outward postcodes and the
 * standard questions of the library, whose ids are fixed. Rows that are there already stay as they are.
 */
export async function loadReferenceData(connectionString: string): Promise<void> {
  await inOneTransaction(connectionString, loadReference);
}

/** The same, within a transaction. */
export async function loadReference(client: ClientBase): Promise<void> {
  await addMissing(client, 'bankHolidays', readBankHolidays());
  await addMissing(client, 'localAuthorityAreas', readReference('local-authority-areas', Area));
  await addMissing(client, 'outwardCodes', readOutwardCodes());
  // Row level security holds for the owner too, and lets the portal itself through.
  await client.query("select set_config('app.system', 'loads reference data', true)");
  await addMissing(client, 'libraryQuestions', readLibraryQuestions());
}

async function addMissing<T extends Table>(client: ClientBase, table: T, rows: Row<T>[]): Promise<void> {
  const name = snakeCase(table);
  const columns = Object.keys(rows[0] ?? {}).map(snakeCase);
  await client.query(`create temp table incoming on commit drop as table ${name} with no data`);
  await copyRows(client, table, rows, 'incoming');
  await client.query(`insert into ${name} (${columns}) select ${columns} from incoming on conflict do nothing`);
  await client.query('drop table incoming');
}

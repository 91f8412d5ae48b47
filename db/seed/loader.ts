import type { ClientBase } from 'pg';
import type { Day } from './calendar.ts';
import { copyRows, type Row, snakeCase, type Table } from './copy.ts';
import { Random } from './random.ts';

export interface MarketOptions {
  seed: number;
  vacancies: number;
  placements: number;
  today: Day;
  passwordHash: string;
}

export type Counts = Partial<Record<Table, number>>;

/** One load over one connection; every subject draws from a stream of its own. */
export class Loader {
  readonly counts: Counts = {};
  readonly options: MarketOptions;
  readonly #client: ClientBase;
  readonly #root: Random;

  constructor(client: ClientBase, options: MarketOptions) {
    this.#client = client;
    this.options = options;
    this.#root = new Random(String(options.seed));
  }

  random(subject: string): Random {
    return this.#root.fork(subject);
  }

  async copy<T extends Table>(table: T, rows: Iterable<Row<T>>): Promise<void> {
    this.counts[table] = (this.counts[table] ?? 0) + (await copyRows(this.#client, table, rows));
  }

  async run(statement: string, values: readonly unknown[] = []): Promise<void> {
    await this.#client.query(statement, [...values]);
  }

  /** `statement` inserts. */
  async insert(table: Table, statement: string): Promise<void> {
    const { rowCount } = await this.#client.query(statement);
    this.counts[table] = (this.counts[table] ?? 0) + (rowCount ?? 0);
  }

  async analyze(): Promise<void> {
    await this.#client.query(`analyze ${Object.keys(this.counts).map(snakeCase).join(', ')}`);
  }
}

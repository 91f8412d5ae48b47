import { type Kysely, sql } from 'kysely';

// The words that the policies of migrations share. What a landed migration says with them must stay: add, never change.

const APP = 'sufficiency_market_app';

export const ORGANISATION = '(select current_organisation())';
export const IS_AUTHORITY = `(select current_organisation_kind()) = 'authority'`;
export const IS_SYSTEM = '(select is_system())';
export const LED_LOTS = '(select led_lots())::uuid[]';

export const own = (column: string) => `(${column} = ${ORGANISATION} or ${IS_SYSTEM})`;
export const seen = (table: string, condition: string) => `exists (select from ${table} seen where ${condition})`;
export const ledLot = `(lot_id = any (${LED_LOTS}) or ${IS_SYSTEM})`;

interface Policy {
  name: string;
  on: 'all' | 'select' | 'insert' | 'update' | 'delete';
  using?: string;
  check?: string;
}
/** By table. */
export type Policies = Record<string, Policy[]>;

/** Closes new tables to all but what their policies let through. */
export async function closeTables(db: Kysely<unknown>, tables: string[]): Promise<void> {
  for (const table of tables)
    await sql
      .raw(`
        alter table ${table} enable row level security, force row level security;
        grant select, insert, update, delete on ${table} to ${APP};
      `)
      .execute(db);
}

/** Has the application change every column of a table but these, which say whose a row is and of what. */
export async function keepColumns(db: Kysely<unknown>, columns: Record<string, string[]>): Promise<void> {
  for (const [table, kept] of Object.entries(columns))
    await sql
      .raw(`
        do $$ begin
          revoke update on ${table} from ${APP};
          execute (
            select format('grant update (%s) on ${table} to ${APP}', string_agg(quote_ident(attname), ', '))
            from pg_attribute where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped
              and attname not in (${kept.map((column) => `'${column}'`).join(', ')}));
        end $$
      `)
      .execute(db);
}

export async function createPolicies(db: Kysely<unknown>, policies: Policies): Promise<void> {
  for (const [table, some] of Object.entries(policies))
    for (const { name, on, using, check } of some)
      await sql
        .raw(
          `create policy ${name} on ${table} for ${on} ${using ? `using (${using})` : ''} ${check ? `with check (${check})` : ''}`,
        )
        .execute(db);
}

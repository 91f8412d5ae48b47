import { type RawBuilder, sql } from 'kysely';

/** The day in London by the database's clock. */
export const LONDON_TODAY = sql<string>`(clock_timestamp() at time zone 'Europe/London')::date`;

/**
 * Of a query's row of purchasing_systems: its status on a day. `ends_on` is the first day on which it is no longer in force, and it has
 * ended from then on, whether or not the job of the morning has written so yet.
 */
export const statusOn = (day: RawBuilder<string>) => sql<string>`(case
  when purchasing_systems.status in ('published', 'open', 'closed') and purchasing_systems.ends_on <= ${day} then 'ended'
  else purchasing_systems.status end)`;

/** The same, today. */
export const STATUS_NOW = statusOn(LONDON_TODAY);

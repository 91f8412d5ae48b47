import type { Db } from '#db/client.ts';
import type { WrittenPrices } from './lot-grid.ts';

/** A schedule that is being drawn up. */
export interface ScheduleKey {
  id: string;
  providerId: string;
}

/** Writes the rows of a schedule that has none. */
export async function insertPrices(db: Db, { id, providerId }: ScheduleKey, prices: WrittenPrices): Promise<void> {
  const of = { scheduleId: id, providerId };
  if (prices.lines.length > 0)
    await db
      .insertInto('priceLines')
      .values(prices.lines.map((line) => ({ ...line, ...of })))
      .execute();
  if (prices.addOns.length > 0)
    await db
      .insertInto('priceAddOns')
      .values(prices.addOns.map((addOn) => ({ ...addOn, ...of })))
      .execute();
  if (prices.adjustments.length > 0)
    await db
      .insertInto('priceAdjustments')
      .values(prices.adjustments.map((given) => ({ ...given, ...of })))
      .execute();
}

/** Writes the rows of a schedule anew. */
export async function replacePrices(db: Db, schedule: ScheduleKey, prices: WrittenPrices): Promise<void> {
  for (const table of ['priceLines', 'priceAddOns', 'priceAdjustments'] as const) {
    await db.deleteFrom(table).where('scheduleId', '=', schedule.id).execute();
  }
  await insertPrices(db, schedule, prices);
}

import type { Db } from '#db/client.ts';

/** Bank holidays of England and Wales, ISO: working-day clocks count without them. */
export async function bankHolidays(db: Db): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('bankHolidays').select('day').orderBy('day').execute();
  return new Set(rows.map(({ day }) => day));
}

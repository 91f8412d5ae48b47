import type { Db } from '#db/client.ts';
import type { GridPoint } from '../../lib/distance.ts';

export interface OutwardCode extends GridPoint {
  code: string;
  postTown: string;
}

/** An outward postcode and its centroid; undefined where there is none of that name. */
export function findOutwardCode(db: Db, code: string): Promise<OutwardCode | undefined> {
  return db
    .selectFrom('outwardCodes')
    .select(['code', 'postTown', 'easting', 'northing'])
    .where('code', '=', code)
    .executeTakeFirst();
}

export const isKnownArea = (db: Db) => async (code: string) => (await findOutwardCode(db, code)) !== undefined;

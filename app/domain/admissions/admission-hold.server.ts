import type { Db } from '#db/client.ts';
import { DomainError } from '../errors.ts';

export interface HoldKey {
  id: string;
  admissionId: string;
  /** ISO, in London. */
  today: string;
}

/** One hold of the admission, which the caller may read. */
export async function findHold(db: Db, { id, admissionId }: HoldKey) {
  const hold = await db
    .selectFrom('admissionHolds')
    .innerJoin('services', 'services.id', 'admissionHolds.serviceId')
    .select([
      'admissionHolds.id',
      'admissionHolds.serviceId',
      'services.urn',
      'admissionHolds.judgement',
      'admissionHolds.inspectedOn',
      'admissionHolds.liftedAt',
    ])
    .where('admissionHolds.id', '=', id)
    .where('admissionHolds.admissionId', '=', admissionId)
    .executeTakeFirst();
  if (!hold) throw new DomainError('not-found', 'Hold not found');
  return hold;
}

import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import { ADMITTED, findAdmission } from './application-checks.server.ts';
import type { LotApplication } from './lot-application.ts';

/** The provider's place in the lot waits for the decision: made with the first application, and again after an admission has ended. */
export async function applyForAdmission(db: Db, actor: Actor, application: LotApplication): Promise<void> {
  const { id: applicationId, lotId, providerId } = application;
  const earlier = await findAdmission(db, actor, lotId);
  if (earlier && !['pending', 'ended'].includes(earlier.status)) throw new DomainError('conflict', ADMITTED);
  const pending = { applicationId, status: 'pending', admittedOn: null, endedOn: null, tier: 1 };
  if (earlier) {
    const { numUpdatedRows } = await db
      .updateTable('admissions')
      .set(pending)
      .where('id', '=', earlier.id)
      .where('status', 'in', ['pending', 'ended'])
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new DomainError('conflict', ADMITTED);
  }
  const admissionId = earlier?.id ?? (await insertPending(db, { ...pending, lotId, providerId }));
  const reason = application.submission > 0 ? 'Submitted again' : 'Submitted';
  await db
    .insertInto('admissionChanges')
    .values({ admissionId, providerId, change: 'applied', reason, changedBy: actor.userId })
    .execute();
}

async function insertPending(
  db: Db,
  values: { lotId: string; providerId: string; applicationId: string; status: string },
): Promise<string> {
  const { id } = await db.insertInto('admissions').values(values).returning('id').executeTakeFirstOrThrow();
  return id;
}

/** Nobody waits any more: the place ends without having begun. */
export async function withdrawFromAdmission(
  db: Db,
  actor: Actor,
  application: LotApplication,
  { reason, on }: { reason: string; on: string },
): Promise<void> {
  const admission = await findAdmission(db, actor, application.lotId);
  if (admission?.status !== 'pending') return;
  await db.updateTable('admissions').set({ status: 'ended', endedOn: on }).where('id', '=', admission.id).execute();
  await db
    .insertInto('admissionChanges')
    .values({
      admissionId: admission.id,
      providerId: application.providerId,
      change: 'withdrawn',
      reason,
      changedBy: actor.userId,
    })
    .execute();
}

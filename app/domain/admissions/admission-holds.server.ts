import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { queueEmailToMembers } from '../mail/mail.server.ts';
import { notFound, requireSystemRunner } from './admission.server.ts';
import { lockAdmission, PROVIDER_READERS } from './admission-decisions.server.ts';
import { admissionAddress, holdLiftedLetter } from './admission-emails.ts';
import { findHold, type HoldKey } from './admission-hold.server.ts';
import { findVisibleAdmission } from './admissions.server.ts';
import { asksForReview } from './placement-review.ts';
import { countReviews } from './placement-reviews.server.ts';

/** A hold on one service under an admission, for those who may lift it; with how many members have reviewed their placements there. */
export async function getHoldToLift(db: Db, actor: Actor, key: HoldKey) {
  const admission = await findVisibleAdmission(db, actor, key.admissionId, key.today);
  if (!admission) throw notFound();
  requireSystemRunner(actor, admission);
  const hold = await findHold(db, key);
  return { admission, hold, reviews: asksForReview(hold.judgement) ? await countReviews(db, key) : null };
}

/** New referrals again: a better judgement alone does not do it, somebody decides. */
export async function liftHold(
  db: Db,
  actor: Actor,
  input: HoldKey & { reason: string; publicUrl: string },
): Promise<void> {
  const { id, reason } = input;
  const admission = await lockAdmission(db, actor, { id: input.admissionId, today: input.today });
  const hold = await findHold(db, input);
  if (hold.liftedAt !== null) throw new DomainError('conflict', 'This hold is lifted already');
  await db
    .updateTable('admissionHolds')
    .set({ liftedAt: sql<Date>`clock_timestamp()`, liftedBy: actor.userId, liftReason: reason })
    .where('id', '=', id)
    .execute();
  const { urn, judgement, inspectedOn } = hold;
  const link = admissionAddress(input.publicUrl, admission.id);
  const letter = holdLiftedLetter({ place: admission, urn, reason, link });
  await queueEmailToMembers(db, { organisationId: admission.providerId, roles: PROVIDER_READERS }, letter);
  await recordAudit(db, actor, {
    event: 'admission.hold_lifted',
    subjectId: admission.id,
    reason,
    before: { holdId: id, urn, judgement, inspectedOn },
  });
}

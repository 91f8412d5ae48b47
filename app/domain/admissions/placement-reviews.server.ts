import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { notFound } from './admission.server.ts';
import { findHold, type HoldKey } from './admission-hold.server.ts';
import { canReviewPlacements } from './admission-policy.ts';
import { findVisibleAdmission } from './admissions.server.ts';
import { asksForReview, REVIEWED_JUDGEMENTS, type ReviewOutcome } from './placement-review.ts';
import type { PlacementReviewInput } from './placement-review-form.ts';

const MOST_PLACEMENTS = 500;
const MOST_TASKS = 20;

interface Held {
  serviceId: string;
  inspectedOn: string;
}

/**
 * The placements of the actor's own authority in a service that a judgement holds, with what the review of each came to. The authority
 * that leads learns besides how many members have done theirs: never whose children, or which.
 */
export async function getPlacementReviews(db: Db, actor: Actor, key: HoldKey) {
  const admission = await findVisibleAdmission(db, actor, key.admissionId, key.today);
  if (!admission) throw notFound();
  if (!canReviewPlacements(actor))
    throw new DomainError('forbidden', 'Commissioners and brokers of an authority review its placements');
  const hold = await findHold(db, key);
  if (!asksForReview(hold.judgement)) throw new DomainError('not-found', 'This hold asks for no review of placements');
  const leads = admission.leadAuthorityId === actor.organisationId;
  return {
    admission,
    hold,
    placements: await listPlacements(db, actor, hold, key.today),
    progress: leads ? await countReviews(db, key) : null,
  };
}

/** Of the members with children living there, those that have reviewed every one; for the authority that leads. */
export async function countReviews(db: Db, { id, today }: Pick<HoldKey, 'id' | 'today'>) {
  const { rows } = await sql<{ authorities: number; reviewed: number }>`
    select authorities, reviewed from placement_reviews_under_hold(${id}::uuid, ${today}::date)
  `.execute(db);
  return rows[0] ?? { authorities: 0, reviewed: 0 };
}

/** Living there on the day; those not reviewed yet first. */
async function listPlacements(db: Db, actor: Actor, held: Held, today: string) {
  const rows = await livingThere(db, actor, today)
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('placementReviews')
          .select(['outcome', 'reason', 'reviewedAt', 'reviewedBy'])
          .whereRef('placementReviews.authorityId', '=', 'placements.authorityId')
          .whereRef('placementReviews.placementId', '=', 'placements.id')
          .where('placementReviews.serviceId', '=', held.serviceId)
          .where('placementReviews.inspectedOn', '=', held.inspectedOn)
          .orderBy('reviewedAt', 'desc')
          .orderBy('id', 'desc')
          .limit(1)
          .as('latest'),
      (join) => join.onTrue(),
    )
    .leftJoin('users', 'users.id', 'latest.reviewedBy')
    .select([
      'placements.id',
      'placements.reference',
      'placements.startedOn',
      'latest.outcome',
      'latest.reason',
      'latest.reviewedAt',
      'users.name as reviewerName',
    ])
    .where('placements.serviceId', '=', held.serviceId)
    .orderBy(sql`latest.reviewed_at is not null`)
    .orderBy('placements.reference')
    .limit(MOST_PLACEMENTS)
    .execute();
  return rows.map((row) => ({ ...row, outcome: row.outcome as ReviewOutcome | null }));
}

const livingThere = (db: Db, actor: Actor, today: string) =>
  db
    .selectFrom('placements')
    .where('placements.authorityId', '=', actor.organisationId)
    .where('placements.startedOn', '<=', today)
    .where((eb) => eb.or([eb('placements.endedOn', 'is', null), eb('placements.endedOn', '>', today)]));

/** Records what the review came to, of one placement or of several at once; an earlier outcome stays on record. Sent again it adds nothing. */
export async function recordPlacementReviews(
  db: Db,
  actor: Actor,
  input: HoldKey & PlacementReviewInput,
): Promise<{ reviewed: number }> {
  const { outcome, reason } = input;
  const { hold, placements } = await getPlacementReviews(db, actor, input);
  if (hold.liftedAt !== null) throw new DomainError('conflict', 'This hold is lifted: it asks for no review any more');
  const chosen = placements.filter(({ id }) => input.placementIds.includes(id));
  if (chosen.length !== input.placementIds.length)
    throw new DomainError('conflict', 'One of these children does not live there any more: look at the list again');
  const changed = chosen.filter((placement) => placement.outcome !== outcome || placement.reason !== reason);
  if (changed.length === 0) return { reviewed: chosen.length };
  const rows = await db
    .insertInto('placementReviews')
    .values(
      changed.map(({ id }) => ({
        ...{ authorityId: actor.organisationId, placementId: id, outcome, reason, reviewedBy: actor.userId },
        ...{ serviceId: hold.serviceId, inspectedOn: hold.inspectedOn },
      })),
    )
    .returning(['id', 'placementId'])
    .execute();
  const { urn, inspectedOn } = hold;
  for (const { id, placementId } of rows) {
    const before = changed.find((placement) => placement.id === placementId)?.outcome ?? null;
    await recordAudit(db, actor, {
      event: 'placement_review.recorded',
      subjectId: id,
      reason,
      before: { outcome: before },
      after: { placementId, outcome, urn, inspectedOn },
    });
  }
  return { reviewed: chosen.length };
}

/**
 * What the actor's authority has to review: each service held with its own children in it, once, however many lots hold it; the provider's
 * alone where one is named.
 */
export async function listServicesToReview(
  db: Db,
  actor: Actor,
  { today, providerId }: { today: string; providerId?: string },
) {
  if (!canReviewPlacements(actor)) return [];
  return livingThere(db, actor, today)
    .innerJoin('admissionHolds', 'admissionHolds.serviceId', 'placements.serviceId')
    .innerJoin('services', 'services.id', 'admissionHolds.serviceId')
    .innerJoin('organisations as providers', 'providers.id', 'admissionHolds.providerId')
    .select((eb) => [
      'services.urn',
      'providers.name as providerName',
      'admissionHolds.inspectedOn',
      eb.fn.min<string>(sql`admission_holds.admission_id::text`).as('admissionId'),
      sql<string>`(array_agg(admission_holds.id order by admission_holds.admission_id::text))[1]`.as('holdId'),
      eb.fn.count<number>('placements.id').distinct().as('placements'),
      eb.fn
        .count<number>('placements.id')
        .distinct()
        .filterWhere((review) =>
          review.exists(
            review
              .selectFrom('placementReviews')
              .select('placementReviews.id')
              .whereRef('placementReviews.authorityId', '=', 'placements.authorityId')
              .whereRef('placementReviews.placementId', '=', 'placements.id')
              .whereRef('placementReviews.serviceId', '=', 'admissionHolds.serviceId')
              .whereRef('placementReviews.inspectedOn', '=', 'admissionHolds.inspectedOn'),
          ),
        )
        .as('reviewed'),
    ])
    .where('admissionHolds.liftedAt', 'is', null)
    .where('admissionHolds.admissionId', 'in', boughtAdmissions(db, actor))
    .where('admissionHolds.judgement', 'in', REVIEWED_JUDGEMENTS)
    .$if(providerId !== undefined, (query) => query.where('admissionHolds.providerId', '=', providerId ?? ''))
    .groupBy(['services.id', 'services.urn', 'providers.name', 'admissionHolds.inspectedOn'])
    .orderBy('admissionHolds.inspectedOn')
    .orderBy('services.urn')
    .limit(MOST_TASKS)
    .execute();
}

/** Under the systems that the actor's authority is a member of. */
const boughtAdmissions = (db: Db, actor: Actor) =>
  db
    .selectFrom('admissions')
    .innerJoin('lots', 'lots.id', 'admissions.lotId')
    .innerJoin('purchasingSystemMembers', 'purchasingSystemMembers.systemId', 'lots.systemId')
    .select('admissions.id')
    .where('purchasingSystemMembers.authorityId', '=', actor.organisationId);

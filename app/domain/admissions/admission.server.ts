import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import type { Actor } from '../accounts/actor.ts';
import { DomainError } from '../errors.ts';
import { listAdmissionSchedules } from '../price-schedules/admission-schedules.server.ts';
import { canRunSystem } from '../purchasing-systems/purchasing-system-policy.ts';
import { type Decision, openDecisions } from './admission.ts';
import { listRequiredDocuments } from './admission-documents.server.ts';
import { canReviewPlacements } from './admission-policy.ts';
import { findVisibleAdmission, requireAdmissionReader, seesDocuments } from './admissions.server.ts';

const MOST_CHANGES = 500;
const MOST_HOLDS = 500;

type Admission = NonNullable<Awaited<ReturnType<typeof findVisibleAdmission>>>;

/** For its provider, and the authorities of its system. */
export async function getAdmission(db: Db, actor: Actor, input: { id: string; today: string }) {
  const admission = await findVisibleAdmission(db, actor, input.id, input.today);
  if (!admission) throw notFound();
  requireAdmissionReader(actor);
  const whole = seesDocuments(actor, admission);
  const required = whole ? await listRequiredDocuments(db, [admission], input.today) : undefined;
  return {
    ...admission,
    own: admission.providerId === actor.organisationId,
    decisions: canRunSystem(actor, admission) ? openDecisions(admission) : [],
    /** Of children of the actor's own authority. */
    canReview: canReviewPlacements(actor),
    canLift: canRunSystem(actor, admission) && admission.status !== 'ended',
    holds: await listHolds(db, actor, admission.id),
    /** Null for whom they are not meant: seesDocuments. */
    documents: required?.get(admission.id) ?? null,
    /** Null for whoever reads no prices. */
    schedules: await listAdmissionSchedules(db, actor, { id: admission.id, today: input.today }),
    history: whole ? await listChanges(db, actor, admission) : null,
  };
}

export type AdmissionRecord = Awaited<ReturnType<typeof getAdmission>>;

/** An admission on which the actor may take that decision, as it stands. */
export async function getAdmissionToDecide(
  db: Db,
  actor: Actor,
  input: { id: string; today: string; decision: Decision },
) {
  const admission = await findVisibleAdmission(db, actor, input.id, input.today);
  if (!admission) throw notFound();
  requireSystemRunner(actor, admission);
  return { ...admission, isOpen: openDecisions(admission).includes(input.decision) };
}

export const notFound = () => new DomainError('not-found', 'Admission not found');

export function requireSystemRunner(actor: Actor, admission: { leadAuthorityId: string }): void {
  if (canRunSystem(actor, admission)) return;
  throw new DomainError('forbidden', 'Commissioners of the authority that runs the system decide on its admissions');
}

/** Holds on the admission's services, those that stand first. A service's name is for its provider alone; others read its URN. */
async function listHolds(db: Db, actor: Actor, admissionId: string) {
  return db
    .selectFrom('admissionHolds')
    .innerJoin('services', 'services.id', 'admissionHolds.serviceId')
    .leftJoin('serviceAddresses', (join) =>
      join
        .onRef('serviceAddresses.serviceId', '=', 'services.id')
        .on('serviceAddresses.providerId', '=', actor.organisationId),
    )
    .leftJoin('members', (join) =>
      join
        .onRef('members.userId', '=', 'admissionHolds.liftedBy')
        .on('members.organisationId', '=', actor.organisationId),
    )
    .leftJoin('users', 'users.id', 'members.userId')
    .select([
      'admissionHolds.id',
      'services.urn',
      'serviceAddresses.name as serviceName',
      'admissionHolds.judgement',
      'admissionHolds.inspectedOn',
      'admissionHolds.placedAt',
      'admissionHolds.liftedAt',
      'admissionHolds.liftReason',
      'users.name as liftedByName',
    ])
    .where('admissionHolds.admissionId', '=', admissionId)
    .orderBy(sql`admission_holds.lifted_at is not null`)
    .orderBy('admissionHolds.placedAt', 'desc')
    .orderBy('admissionHolds.id')
    .limit(MOST_HOLDS)
    .execute();
}

/** What was decided and by whom: people of other organisations stay unnamed. */
async function listChanges(db: Db, actor: Actor, { id, providerName, leadName }: Admission) {
  const rows = await db
    .selectFrom('admissionChanges')
    .leftJoin('members', (join) =>
      join
        .onRef('members.userId', '=', 'admissionChanges.changedBy')
        .on('members.organisationId', '=', actor.organisationId),
    )
    .leftJoin('users', 'users.id', 'members.userId')
    .select([
      'admissionChanges.id',
      'admissionChanges.change',
      'admissionChanges.reason',
      'admissionChanges.ground',
      'admissionChanges.tier',
      'admissionChanges.changedBy',
      'admissionChanges.changedAt',
      'users.name as ownName',
    ])
    .where('admissionChanges.admissionId', '=', id)
    .orderBy('admissionChanges.changedAt', 'desc')
    .orderBy('admissionChanges.id', 'desc')
    .limit(MOST_CHANGES)
    .execute();
  const THEIR_OWN = ['applied', 'withdrawn'];
  return rows.map(({ changedBy, ownName, ...row }) => {
    const organisation = THEIR_OWN.includes(row.change) ? providerName : leadName;
    return { ...row, by: changedBy === null ? 'By rule' : (ownName ?? organisation) };
  });
}

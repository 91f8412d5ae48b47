import { sql } from 'kysely';
import type { Db } from '#db/client.ts';
import { formatDate } from '../../lib/dates.ts';
import type { Actor, Role } from '../accounts/actor.ts';
import { recordAudit } from '../audit/audit.server.ts';
import { DomainError } from '../errors.ts';
import { queueEmailToMembers } from '../mail/mail.server.ts';
import { keepDecision } from '../price-schedules/schedule-decisions.server.ts';
import { documentKindLabel } from '../provider-profile/document-kinds.ts';
import { notFound, requireSystemRunner } from './admission.server.ts';
import type { EndGround, Suspension } from './admission.ts';
import { listRequiredDocuments } from './admission-documents.server.ts';
import { admissionAddress, decisionLetter } from './admission-emails.ts';
import { findVisibleAdmission } from './admissions.server.ts';

interface DecisionInput {
  id: string;
  reason: string;
  /** ISO, in London. */
  today: string;
  publicUrl: string;
}

/** Whom a provider's letters go to. */
export const PROVIDER_READERS: readonly Role[] = ['manager', 'bids', 'administrator'];

/** No new referrals, and its prices are not found, until it is reinstated. One suspended by rule stays so by decision as well. */
export async function suspendAdmission(db: Db, actor: Actor, input: DecisionInput): Promise<void> {
  const admission = await lockAdmission(db, actor, input);
  if (admission.suspension === 'decision') throw new DomainError('conflict', 'This admission is suspended already');
  await setStanding(db, input.id, { status: 'suspended', suspension: 'decision', suspendedOn: input.today });
  await record(db, actor, admission, { ...input, change: 'suspended', after: { status: 'suspended' } });
}

export async function reinstateAdmission(db: Db, actor: Actor, input: DecisionInput): Promise<void> {
  const admission = await lockAdmission(db, actor, input);
  if (admission.status !== 'suspended') throw new DomainError('conflict', 'This admission is not suspended');
  await refuseWithoutDocuments(db, admission, input.today);
  await setStanding(db, input.id, { status: 'active', suspension: null, suspendedOn: null });
  await record(db, actor, admission, { ...input, change: 'reinstated', after: { status: 'active' } });
}

/** From today on. Prices in force are closed as they stand; what was to come, or waits for a decision, is turned down with it. */
export async function endAdmission(db: Db, actor: Actor, input: DecisionInput & { ground: EndGround }): Promise<void> {
  const admission = await lockAdmission(db, actor, input);
  await db
    .updateTable('admissions')
    .set({ status: 'ended', suspension: null, suspendedOn: null, endedOn: input.today })
    .where('id', '=', input.id)
    .execute();
  const closed = await closeSchedules(db, actor, input);
  const refused = await refuseUplifts(db, actor, input.id);
  const after = {
    ...{ status: 'ended', ground: input.ground, endedOn: input.today },
    ...closed,
    upliftsRefused: refused,
  };
  await record(db, actor, admission, { ...input, change: 'ended', after });
}

export async function changeTier(db: Db, actor: Actor, input: DecisionInput & { tier: number }): Promise<void> {
  const admission = await lockAdmission(db, actor, input);
  if (input.tier > admission.tiers) {
    throw new DomainError('conflict', `The lot has ${admission.tiers} tiers: there is no tier ${input.tier}`);
  }
  if (input.tier === admission.tier) throw new DomainError('conflict', `It is in tier ${input.tier} already`);
  await db.updateTable('admissions').set({ tier: input.tier }).where('id', '=', input.id).execute();
  await record(db, actor, admission, { ...input, change: 'tier_changed', after: { tier: input.tier } });
}

/**
 * The admission, held until the transaction ends, where the actor leads its system and it is in force. Not "for update": a hold that is
 * placed at the same moment refers to the row and does not wait.
 */
export async function lockAdmission(db: Db, actor: Actor, { id, today }: { id: string; today: string }) {
  const seen = await findVisibleAdmission(db, actor, id, today);
  if (!seen) throw notFound();
  requireSystemRunner(actor, seen);
  await db
    .selectFrom('admissions')
    .select('id')
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow(notFound);
  const admission = await findVisibleAdmission(db, actor, id, today);
  if (!admission) throw notFound();
  if (admission.status === 'ended') throw new DomainError('conflict', 'This admission has ended');
  if (admission.status === 'pending') throw new DomainError('conflict', 'This provider is not admitted yet');
  return admission;
}

type Admission = Awaited<ReturnType<typeof lockAdmission>>;

interface StandingColumns {
  status: 'active' | 'suspended';
  suspension: Suspension | null;
  suspendedOn: string | null;
}

const setStanding = (db: Db, id: string, standing: StandingColumns) =>
  db.updateTable('admissions').set(standing).where('id', '=', id).execute();

async function refuseWithoutDocuments(db: Db, admission: Admission, today: string): Promise<void> {
  const required = (await listRequiredDocuments(db, [admission], today)).get(admission.id) ?? [];
  const overdue = required.find(({ suspends, dueBy }) => suspends && dueBy !== null && dueBy < today);
  if (!overdue?.dueBy) return;
  const { documentKind, expiresOn, dueBy } = overdue;
  const what = expiresOn ? ` expired on ${formatDate(expiresOn)}` : `, due by ${formatDate(dueBy)}, is not there`;
  throw new DomainError(
    'conflict',
    `${documentKindLabel(documentKind)}${what}: it is suspended until the provider uploads a new one`,
  );
}

const NEVER_IN_FORCE = 'The admission ended before these prices came into force';

async function closeSchedules(db: Db, actor: Actor, { id, today }: DecisionInput) {
  const closed = await db
    .updateTable('priceSchedules')
    .set({ status: 'superseded', validUntil: today })
    .where('admissionId', '=', id)
    .where('status', 'in', ['approved', 'superseded'])
    .where('validFrom', '<', today)
    .where((eb) => eb.or([eb('validUntil', 'is', null), eb('validUntil', '>', today)]))
    .returning('id')
    .execute();
  const decided = { decidedAt: sql<Date>`clock_timestamp()`, decidedBy: actor.userId };
  const turnedDown = await db
    .updateTable('priceSchedules')
    .set({ status: 'rejected', ...decided })
    .where('admissionId', '=', id)
    .where((eb) =>
      eb.or([
        eb('status', '=', 'submitted'),
        eb.and([eb('status', 'in', ['approved', 'superseded']), eb('validFrom', '>=', today)]),
      ]),
    )
    .returning(['id', 'providerId', 'revision'])
    .execute();
  for (const schedule of turnedDown)
    await keepDecision(db, actor, schedule, { outcome: 'rejected', reason: NEVER_IN_FORCE });
  return { schedulesClosed: closed.map(({ id }) => id), schedulesTurnedDown: turnedDown.map(({ id }) => id) };
}

async function refuseUplifts(db: Db, actor: Actor, admissionId: string): Promise<string[]> {
  const refused = await db
    .updateTable('upliftRequests')
    .set({
      status: 'refused',
      decidedAt: sql<Date>`clock_timestamp()`,
      decidedBy: actor.userId,
      decisionReason: 'The admission ended',
    })
    .where('admissionId', '=', admissionId)
    .where('status', '=', 'submitted')
    .returning('id')
    .execute();
  return refused.map(({ id }) => id);
}

interface Recorded extends DecisionInput {
  change: 'suspended' | 'reinstated' | 'ended' | 'tier_changed';
  after: { [name: string]: string | number | string[] };
  tier?: number;
  ground?: EndGround;
}

/** The history, the letter and the audit of a decision. */
async function record(db: Db, actor: Actor, admission: Admission, decision: Recorded): Promise<void> {
  const { change, reason, after, tier, ground, publicUrl } = decision;
  const { id, providerId, status, suspension } = admission;
  await db
    .insertInto('admissionChanges')
    .values({
      ...{ admissionId: id, providerId, change, reason, ground },
      tier: tier ?? admission.tier,
      changedBy: actor.userId,
      changedAt: sql<Date>`clock_timestamp()`,
    })
    .execute();
  const link = admissionAddress(publicUrl, id);
  const letter = decisionLetter(change, { place: admission, reason, link, tier, ground });
  await queueEmailToMembers(db, { organisationId: providerId, roles: PROVIDER_READERS }, letter);
  const before = tier === undefined ? { status, ...(suspension && { suspension }) } : { tier: admission.tier };
  await recordAudit(db, actor, { event: `admission.${change}`, subjectId: id, reason, before, after });
}
